package org.latentj.maven.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.maven.manifest.Asset;
import org.latentj.prompt.EmphasisParser;
import org.latentj.prompt.LoraTags;
import org.latentj.prompt.PromptComposition;
import org.latentj.prompt.PromptSchedule;
import org.latentj.prompt.PromptSyntax;
import org.latentj.prompt.ScheduledText;
import org.latentj.prompt.WeightedText;
import org.latentj.text.cleanup.TextCleanup;

/**
 * Which textual inversions an asset's prompts may use. The engine compares tokens, which needs the
 * model's vocabulary; here words are compared, so that some names are found that the engine does
 * not find, and none is missed: what CLIP's vocabulary makes of a name ends with a word and may
 * begin within one.
 *
 * @param texts the words of each text that the engine will tokenize
 */
record PromptWords(List<List<String>> texts) {
  /** As {@code org.latentj.text.ClipTokenizer} splits text before it merges pairs of bytes. */
  private static final Pattern WORD =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
              + "|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.UNICODE_CHARACTER_CLASS);

  /** The words of an asset's prompt and negative prompt, at all steps. */
  static PromptWords of(Asset asset) {
    int steps = asset.settings().steps();
    List<List<String>> texts = new ArrayList<>();
    String prompt = LoraTags.parse(asset.prompt(), PromptSyntax.A1111).text();
    for (WeightedText part : PromptComposition.split(prompt)) {
      add(part.text(), steps, texts);
    }
    add(asset.settings().negativePrompt(), steps, texts);
    return new PromptWords(texts);
  }

  private static void add(String prompt, int steps, List<List<String>> texts) {
    for (ScheduledText scheduled : PromptSchedule.resolve(prompt, steps)) {
      for (List<WeightedText> section : EmphasisParser.parse(scheduled.text())) {
        section.forEach(piece -> texts.add(words(piece.text())));
      }
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(TextCleanup.clean(text));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** Whether a textual inversion of that name may be used. */
  boolean mayUse(String name) {
    List<String> wanted = words(name);
    return !wanted.isEmpty() && texts.stream().anyMatch(words -> contains(words, wanted));
  }

  private static boolean contains(List<String> words, List<String> wanted) {
    for (int from = 0; from + wanted.size() <= words.size(); from++) {
      List<String> here = words.subList(from, from + wanted.size());
      boolean rest = here.subList(1, here.size()).equals(wanted.subList(1, wanted.size()));
      if (rest && here.get(0).endsWith(wanted.get(0))) {
        return true;
      }
    }
    return false;
  }
}
