package org.latentj.metadata;

import java.util.List;
import java.util.Map;

/**
 * The {@code parameters} text of A1111's stable-diffusion-webui:
 *
 * <pre>{@code
 * prompt, possibly of several lines
 * Negative prompt: negative prompt, possibly of several lines
 * Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512
 * }</pre>
 *
 * <p>Matches {@code create_infotext} of {@code modules/processing.py} and {@code
 * parse_generation_parameters} of {@code modules/infotext_utils.py}.
 *
 * <p>What is formatted is parsed back the same, except what the form itself cannot express: blanks
 * around a line of a prompt and empty lines before it are dropped, and so are empty lines at the
 * very end of the text; a line of a prompt that begins with {@code Negative prompt:} is taken for
 * the separator; and fewer than three settings are taken for text, as is a last line of text that
 * looks like three settings taken for settings.
 */
public final class ParametersText {
  private static final String NEGATIVE = "Negative prompt:";
  private static final int LEAST_SETTINGS = 3;

  private ParametersText() {}

  /** The text of some parameters; see {@link GenerationParameters} for the order of settings. */
  public static String format(GenerationParameters parameters) {
    StringBuilder text = new StringBuilder(parameters.prompt());
    if (!parameters.negativePrompt().isEmpty()) {
      text.append('\n').append(NEGATIVE).append(' ').append(parameters.negativePrompt());
    }
    text.append('\n').append(SettingsLine.format(parameters.settings()));
    return PythonText.strip(text.toString());
  }

  /**
   * The parameters of a text. Never fails: what is not understood stays in the prompts or among the
   * settings, under the name it has in the text.
   */
  public static GenerationParameters parse(String text) {
    List<String> lines = List.of(PythonText.strip(text).split("\n", -1));
    List<SettingsLine.Entry> entries = SettingsLine.find(lines.get(lines.size() - 1));
    Map<String, String> settings = Map.of();
    if (entries.size() >= LEAST_SETTINGS) {
      settings = SettingsLine.parse(entries);
      lines = lines.subList(0, lines.size() - 1);
    }
    StringBuilder prompt = new StringBuilder();
    StringBuilder negative = new StringBuilder();
    StringBuilder current = prompt;
    for (String raw : lines) {
      String line = PythonText.strip(raw);
      if (line.startsWith(NEGATIVE)) {
        current = negative;
        line = PythonText.strip(line.substring(NEGATIVE.length()));
      }
      current.append(current.isEmpty() ? "" : "\n").append(line);
    }
    return new GenerationParameters(prompt.toString(), negative.toString(), settings);
  }
}
