package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.text.ClipTokenizer;

/**
 * Expected ids are read off the vocabulary's own specials: prompts without a letter need no merge.
 */
@DisplayName("A tokenizer case")
class TokenizerCasesTest {
  @TempDir Path root;

  private int begin;
  private int end;

  private List<CaseResult> run(String rows) throws IOException {
    TestPack pack = TestPack.in(Files.createTempDirectory(root, "pack"));
    pack.copy("tiny-inpaint/tokenizer")
        .listed("ids", "tokenizer", "{'tokenizer': 'tiny-inpaint/tokenizer (ours)'}", 0);
    Path folder = TestPack.resources().resolve("tiny-inpaint/tokenizer");
    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      begin = tokenizer.bosId();
      end = tokenizer.eosId();
    }
    String all = "[" + rows.formatted(padded(0), padded(1)) + "]";
    return RunningCase.all(pack.text("cases/ids", all).open());
  }

  /** 77 ids of an empty prompt, the last one off by {@code error}. */
  private String padded(int error) {
    StringBuilder ids = new StringBuilder("[" + begin);
    for (int i = 1; i < 76; i++) {
      ids.append(", ").append(end);
    }
    return ids.append(", ").append(end + error).append("]").toString();
  }

  private static String row(String prompt, String ids, boolean agreed, String cleaned, int tokens) {
    return """
        {"prompt": "%s", "ids77": %s, "variants_agree": %s, "cleaned": "%s", "n_tokens": %d}"""
        .formatted(prompt, ids, agreed, cleaned, tokens);
  }

  @Test
  @DisplayName("gives a line for the prompts that all agree on and one for the others")
  void tiers() throws IOException {
    List<CaseResult> results =
        run(row("", "%1$s", true, "", 0) + "," + row(" \\t", "%1$s", false, "", 0));
    assertThat(results).extracting(CaseResult::id).containsExactly("ids", "ids second tier");
    assertThat(results).extracting(CaseResult::verdict).containsOnly(Verdict.PASS);
  }

  @Test
  @DisplayName("without prompts of the second kind has one line")
  void oneTier() throws IOException {
    assertThat(run(row("", "%1$s", true, "", 0))).hasSize(1);
  }

  @Test
  @DisplayName("fails if an id, the cleaned text or the number of tokens is another")
  void everythingCounts() throws IOException {
    assertThat(run(row("", "%2$s", true, "", 0)).get(0).detail()).isEqualTo("'' ids77");
    assertThat(run(row("", "%1$s", true, "x", 0)).get(0).detail()).isEqualTo("'' cleaned");
    assertThat(run(row("", "%1$s", true, "", 1)).get(0).detail()).isEqualTo("'' n_tokens");
  }
}
