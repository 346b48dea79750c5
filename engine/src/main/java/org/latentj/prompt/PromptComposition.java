package org.latentj.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compositions of prompts with {@code AND}, each with an optional weight after a colon: {@code a
 * cat :1.2 AND a dog AND night :-0.5}. After webui's {@code modules/prompt_parser.py:
 * get_multicond_prompt_list}; N. Liu et al., "Compositional Visual Generation with Composable
 * Diffusion Models", ECCV 2022.
 */
public final class PromptComposition {
  private static final Pattern AND = Pattern.compile("\\bAND\\b", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern WEIGHT = Pattern.compile("[-+]?(\\d+\\.?|\\d*\\.\\d+)");

  private PromptComposition() {}

  /**
   * Splits a prompt at every word {@code AND}.
   *
   * @param prompt any text
   * @return one part or more in the order of the prompt; a part without weight has 1
   */
  public static List<WeightedText> split(String prompt) {
    List<WeightedText> parts = new ArrayList<>();
    for (String part : AND.split(prompt, -1)) {
      parts.add(weighted(part.stripTrailing()));
    }
    return parts;
  }

  private static WeightedText weighted(String part) {
    int colon = part.lastIndexOf(':');
    String number = part.substring(colon + 1).strip();
    // A number too long for a double is no weight that anybody meant.
    if (colon < 0
        || !WEIGHT.matcher(number).matches()
        || !Double.isFinite(Double.parseDouble(number))) {
      return new WeightedText(part, 1);
    }
    String text = part.substring(0, colon).stripTrailing();
    return new WeightedText(text, Double.parseDouble(number));
  }
}
