package org.latentj.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.latentj.request.Control;

/**
 * What a picture's parameters say of a ControlNet, as A1111's ControlNet extension writes it
 * ({@code scripts/infotext.py}) and reads it back.
 */
final class ControlText {
  private ControlText() {}

  /**
   * A line of settings.
   *
   * @param name of the network, with its hash
   */
  static String of(Control control, String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Module", control.image().preprocessor());
    settings.put("Model", name);
    settings.put("Weight", String.valueOf(control.scale()));
    settings.put("Resize Mode", "Just Resize");
    settings.put("Guidance Start", String.valueOf(control.start()));
    settings.put("Guidance End", String.valueOf(control.end()));
    String mode = control.guessMode() ? "ControlNet is more important" : "Balanced";
    settings.put("Control Mode", mode);
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + plain(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The extension's parser knows no quotes. */
  private static String plain(String value) {
    return value.replaceAll("[,:\\s]+", " ").strip();
  }
}
