package org.latentj.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt without the LoRAs that it asks for, and these. After webui 1.10's {@code
 * modules/extra_networks.py: parse_prompt} and {@code
 * extensions-builtin/Lora/extra_networks_lora.py: activate}: {@code <lora:NAME>} has the strength
 * 1, {@code <lora:NAME:0.8>} one for both networks, {@code <lora:NAME:TEXT:UNET>} one for each;
 * {@code te=} and {@code unet=} name them; {@code lyco} is another word for {@code lora}. Only a
 * prompt is read so, not a negative prompt. Other than webui, tags of other kinds are text, and
 * what is wrong in a tag is an error.
 *
 * @param text what is left of the prompt
 * @param tags in the prompt's order
 */
public record LoraTags(String text, List<LoraTag> tags) {
  private static final Pattern TAG = Pattern.compile("<(?:lora|lyco):([^<>]*)>");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,6}(\\.\\d{0,20})?|\\.\\d{1,20})");
  private static final String FORM =
      "; expected <lora:NAME>, <lora:NAME:STRENGTH> or <lora:NAME:TEXT STRENGTH:UNET STRENGTH>";

  /** Copies the list. */
  public LoraTags {
    tags = List.copyOf(tags);
  }

  /**
   * Reads a prompt.
   *
   * @param prompt any text
   * @throws IllegalArgumentException if a tag has no name, or what is no number for a strength
   */
  public static LoraTags parse(String prompt, PromptSyntax syntax) {
    if (syntax != PromptSyntax.A1111) {
      return new LoraTags(prompt, List.of());
    }
    List<LoraTag> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(prompt);
    StringBuilder text = new StringBuilder();
    while (tag.find()) {
      tags.add(tag(tag.group(1), tag.group()));
      tag.appendReplacement(text, "");
    }
    tag.appendTail(text);
    return new LoraTags(text.toString(), tags);
  }

  private static LoraTag tag(String arguments, String whole) {
    List<String> positional = new ArrayList<>();
    String textStrength = null;
    String unetStrength = null;
    for (String argument : arguments.split(":", -1)) {
      if (argument.startsWith("te=")) {
        textStrength = argument.substring("te=".length());
      } else if (argument.startsWith("unet=")) {
        unetStrength = argument.substring("unet=".length());
      } else {
        positional.add(argument);
      }
    }
    if (positional.isEmpty() || positional.get(0).isBlank() || positional.size() > 3) {
      throw new IllegalArgumentException("the prompt has " + shortened(whole) + FORM);
    }
    double both = positional.size() > 1 ? number(positional.get(1), whole) : 1;
    double text = textStrength == null ? both : number(textStrength, whole);
    double unet = positional.size() > 2 ? number(positional.get(2), whole) : text;
    unet = unetStrength == null ? unet : number(unetStrength, whole);
    return new LoraTag(positional.get(0), text, unet);
  }

  private static double number(String text, String whole) {
    if (!NUMBER.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException(
          "the prompt has %s, where '%s' is no number%s"
              .formatted(shortened(whole), shortened(text), FORM));
    }
    return Double.parseDouble(text.strip());
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }
}
