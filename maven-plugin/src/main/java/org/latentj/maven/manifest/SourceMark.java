package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A place in a manifest.
 *
 * @param file the manifest
 * @param line from 1
 * @param column from 1, in characters
 */
public record SourceMark(Path file, int line, int column) {

  /** Where a manifest begins. */
  static SourceMark start(Path file) {
    return new SourceMark(file, 1, 1);
  }

  /** The parser's place, which counts from 0. */
  static SourceMark of(Path file, Optional<Mark> mark) {
    return mark.map(m -> new SourceMark(file, m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> start(file));
  }

  /** {@code file:line:column}, which terminals and editors turn into a link. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
