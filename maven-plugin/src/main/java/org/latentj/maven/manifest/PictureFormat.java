package org.latentj.maven.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that pictures are written in, told apart by the ends of their names. */
public enum PictureFormat {
  /** Lossless, with transparency. */
  PNG(".png"),
  /** Lossy. */
  JPEG(".jpg", ".jpeg"),
  /** Lossy or lossless, with transparency. */
  WEBP(".webp");

  private final List<String> endings;

  PictureFormat(String... endings) {
    this.endings = List.of(endings);
  }

  /** The format of a path; empty if it names none. */
  static Optional<PictureFormat> find(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.endings.stream().anyMatch(lower::endsWith))
        .findFirst();
  }

  /**
   * The format of an asset's path.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static PictureFormat of(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a name ending in .png, .jpg, .jpeg or .webp but got " + path));
  }

  /** Whether pictures of this format may be transparent. */
  public boolean hasTransparency() {
    return this != JPEG;
  }

  /** Whether pictures of this format may be lossy. */
  public boolean hasQuality() {
    return this != PNG;
  }
}
