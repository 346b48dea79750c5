package org.latentj.maven.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that an asset becomes.
 *
 * @param path below the output folder, with {@code /}
 * @param longerSide in pixels, or 0 to multiply by {@code numerator / denominator}
 * @param numerator of the size
 * @param denominator of the size, at least the numerator
 */
public record OutputFile(String path, int longerSide, int numerator, int denominator) {

  /** The files of an asset, its output first. */
  static List<OutputFile> of(String output, OutputOptions options) {
    List<OutputFile> files = new ArrayList<>();
    int most = Stream.concat(Stream.of(1), options.scales().stream()).reduce(1, Math::max);
    files.add(new OutputFile(output, 0, 1, most));
    for (int scale : options.scales()) {
      if (scale > 1) {
        files.add(new OutputFile(insert(output, "@" + scale + "x"), 0, scale, most));
      }
    }
    for (int side : options.sizes()) {
      files.add(new OutputFile(insert(output, "-" + side), side, 1, 1));
    }
    return files;
  }

  /** The size of this file, of a picture of that size; never 0. */
  public Size size(Size picture) {
    double factor =
        longerSide == 0
            ? (double) numerator / denominator
            : (double) longerSide / Math.max(picture.width(), picture.height());
    return new Size(side(picture.width(), factor), side(picture.height(), factor));
  }

  private static int side(int side, double factor) {
    return Math.max(1, (int) Math.round(side * factor));
  }

  private static String insert(String path, String part) {
    int dot = path.lastIndexOf('.');
    return path.substring(0, dot) + part + path.substring(dot);
  }
}
