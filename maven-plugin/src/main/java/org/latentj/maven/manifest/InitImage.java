package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The picture that an asset begins with.
 *
 * @param image an existing file; its size is the asset's
 * @param selection the part that is repainted; absent to repaint all
 * @param strength from 0 (keep the picture) to 1 (begin with noise)
 */
public record InitImage(Path image, Optional<Selection> selection, double strength) {

  /** The file that says which part is repainted, if one does. */
  public Optional<Path> mask() {
    return selection.map(Selection::mask);
  }
}
