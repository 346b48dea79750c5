package org.latentj.maven.manifest;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A picture that holds others, with a list of where each lies.
 *
 * @param where its entry begins
 * @param output path of a PNG below the output folder
 * @param atlas path of a JSON file below the output folder
 * @param assets outputs of assets, {@code *} standing for any characters but {@code /}
 * @param padding transparent pixels around each
 * @param columns most pictures in a row
 */
public record SpriteSheet(
    SourceMark where, String output, String atlas, List<String> assets, int padding, int columns) {

  /** Copies the list. */
  public SpriteSheet {
    assets = List.copyOf(assets);
  }

  /** The outputs among those of some assets that this sheet holds, in their order. */
  public List<String> members(List<Asset> from) {
    return from.stream()
        .map(Asset::output)
        .filter(output -> assets.stream().anyMatch(pattern -> matches(pattern, output)))
        .toList();
  }

  /** Whether a pattern means an output. */
  static boolean matches(String pattern, String output) {
    String[] parts = pattern.split("\\*", -1);
    String expression = Arrays.stream(parts).map(Pattern::quote).collect(joining("[^/]*"));
    return output.matches(expression);
  }
}
