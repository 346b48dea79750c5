package org.latentj.maven.manifest;

import java.util.List;

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
}
