package org.latentj.maven.manifest;

import java.util.Optional;
import org.latentj.watermark.Watermark;

/**
 * The watermark of a picture, or that it is to have none.
 *
 * @param value empty for none
 */
record WatermarkChoice(Optional<Watermark> value) {
  private static final String NONE = "none";

  /** Reads {@code none}, or a watermark's text. */
  static WatermarkChoice parse(String text) {
    boolean none = text.isBlank() || text.strip().equals(NONE);
    return new WatermarkChoice(none ? Optional.empty() : Optional.of(new Watermark(text.strip())));
  }
}
