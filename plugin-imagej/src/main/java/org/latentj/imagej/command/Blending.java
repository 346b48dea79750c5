package org.latentj.imagej.command;

import java.util.Locale;
import org.latentj.request.MaskBlending;

/** The choices of blending by their names in dialogs. */
final class Blending {
  private Blending() {}

  static MaskBlending of(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "differential" -> MaskBlending.DIFFERENTIAL;
      case "classic" -> MaskBlending.CLASSIC;
      default ->
          throw new IllegalArgumentException(
              "expected blending differential or classic but got '" + name + "'");
    };
  }
}
