package org.latentj.maven.manifest;

import java.util.List;
import java.util.Optional;

/** Puts the words of styles around prompts. */
final class PromptText {
  private PromptText() {}

  /** Prefixes, prompt and suffixes with a blank between them, none before punctuation. */
  static String join(List<Entry> styles, String prompt) {
    StringBuilder text = new StringBuilder();
    styles.forEach(style -> append(text, style.get(Keys.PREFIX).orElse("")));
    append(text, prompt);
    styles.forEach(style -> append(text, style.get(Keys.SUFFIX).orElse("")));
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    boolean blank = !text.isEmpty() && !part.isEmpty() && ",.;:".indexOf(part.charAt(0)) < 0;
    text.append(blank ? " " : "").append(part);
  }

  /** The asset's own negative prompt, or that of the defaults, and those of its styles. */
  static String negative(Optional<String> own, List<Entry> styles) {
    StringBuilder text = new StringBuilder(own.orElse(""));
    for (Entry style : styles) {
      String part = style.get(Keys.NEGATIVE_PROMPT).orElse("");
      text.append(text.isEmpty() || part.isEmpty() ? "" : ", ").append(part);
    }
    return text.toString();
  }
}
