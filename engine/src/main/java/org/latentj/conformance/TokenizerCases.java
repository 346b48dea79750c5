package org.latentj.conformance;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.latentj.prompt.PromptSyntax;
import org.latentj.text.ClipTokenizer;
import org.latentj.text.PromptTokenizer;
import org.latentj.text.cleanup.TextCleanup;

/**
 * {@code tokenizer}: prompts to ids. Gives a line for the prompts that all tokenizers agree on, and
 * one for those that need the clean-up of damaged text.
 */
final class TokenizerCases implements CaseKind {

  @Override
  public List<Check> checks(CaseRun run) {
    String id = run.entry().id();
    try {
      List<Check> out = new ArrayList<>();
      Map<Boolean, List<CaseParameters>> tiers =
          rows(run).stream().collect(Collectors.partitioningBy(TokenizerCases::isAgreed));
      out.add(new Check(id, () -> compare(run, tiers.get(true))));
      if (!tiers.get(false).isEmpty()) {
        out.add(new Check(id + " second tier", () -> compare(run, tiers.get(false))));
      }
      return out;
    } catch (IOException | RuntimeException e) {
      return List.of(Check.failing(id, e));
    }
  }

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    return compare(run, rows(run));
  }

  private static List<CaseParameters> rows(CaseRun run) throws IOException {
    JsonElement rows = Pack.json(run.pack().resolve(run.entry().file()));
    return CaseParameters.of(run.entry().id(), rows.getAsJsonArray());
  }

  private static boolean isAgreed(CaseParameters row) {
    return !row.has("variants_agree") || row.element("variants_agree").getAsBoolean();
  }

  private static List<Deviation> compare(CaseRun run, List<CaseParameters> rows) {
    // The parameter may go on with a remark: "tokenizer-full (in the pack)".
    String folder = run.parameters().text("tokenizer").split(" ", 2)[0];
    try (ClipTokenizer tokenizer = ClipTokenizer.load(run.pack().resolve(folder))) {
      return rows.stream().flatMap(row -> compare(row, tokenizer).stream()).toList();
    }
  }

  private static List<Deviation> compare(CaseParameters row, ClipTokenizer tokenizer) {
    String prompt = row.text("prompt");
    int[] expected = Arrays.stream(row.numbers("ids77")).mapToInt(id -> (int) id).toArray();
    String what = "'" + prompt + "'";
    List<Deviation> out = new ArrayList<>();
    out.add(Compare.exact(what + " ids77", ids(tokenizer, prompt), expected));
    if (row.has("cleaned")) {
      boolean same = TextCleanup.clean(prompt).equals(row.text("cleaned"));
      out.add(new Deviation(what + " cleaned", same ? 0 : 1, 0));
    }
    if (row.has("n_tokens")) {
      int difference = tokenizer.encode(prompt).length - row.integer("n_tokens");
      out.add(new Deviation(what + " n_tokens", Math.abs(difference), 0));
    }
    return out;
  }

  /** A prompt as diffusers tokenizes it: one chunk of 77 ids, the rest cut off. */
  static int[] ids(ClipTokenizer tokenizer, String prompt) {
    return new PromptTokenizer(tokenizer)
        .tokenize(prompt, PromptSyntax.PLAIN, 1)
        .chunks()
        .get(0)
        .ids();
  }
}
