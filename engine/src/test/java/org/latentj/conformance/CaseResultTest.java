package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A case's result")
class CaseResultTest {

  @Test
  @DisplayName("reports the quantity that is nearest to its limit, not the largest number")
  void worstIsRelativeToLimit() {
    Deviation large = new Deviation("latents", 1e-4, 1e-2);
    Deviation near = new Deviation("image", 5e-5, 1e-4);
    CaseResult result = CaseResult.of("case", List.of(large, near));
    assertThat(result.worst()).isEqualTo(near);
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  @DisplayName("passes at the limit and fails just beyond")
  void limitIsInclusive() {
    assertThat(CaseResult.of("c", List.of(new Deviation("x", 1e-4, 1e-4))).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(CaseResult.of("c", List.of(new Deviation("x", 1.001e-4, 1e-4))).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  @DisplayName("fails for NaN, whatever else there is")
  void nanFails() {
    List<Deviation> all = List.of(new Deviation("a", 0.1, 1), new Deviation("b", Double.NaN, 1));
    CaseResult result = CaseResult.of("case", all);
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.line(4)).contains("NaN", "fail  b");
  }

  @Test
  @DisplayName("fails for one wrong value where equality is demanded")
  void exactness() {
    CaseResult wrong = CaseResult.of("c", List.of(new Deviation("ids", 1, 0)));
    assertThat(wrong.line(1)).isEqualTo("c  1.00e+00  limit   exact  fail  ids");
    assertThat(CaseResult.of("c", List.of(new Deviation("ids", 0, 0))).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  @DisplayName("is one line in columns, in any locale")
  void line() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      CaseResult result = CaseResult.of("unet-01", List.of(new Deviation("x", 1.43e-6, 5e-5)));
      assertThat(result.line(10)).isEqualTo("unet-01     1.43e-06  limit 5.0e-05  pass");
      CaseResult broken = new CaseResult("unet-02", Verdict.FAIL, null, "first\n  second");
      assertThat(broken.line(10)).endsWith("  fail  first; second").doesNotContain("\n");
      assertThat(broken.line(10).indexOf("fail")).isEqualTo(result.line(10).indexOf("pass"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @DisplayName("names the first wrong quantities, each once, and counts the others")
  void namesAreShortened() {
    List<Deviation> all =
        Stream.of("a", "b", "b", "c", "d", "e").map(name -> new Deviation(name, 2, 1)).toList();
    assertThat(CaseResult.of("c", all).detail()).isEqualTo("a, b, c, d and 1 more");
  }

  @Test
  @DisplayName("cannot be had from a case that compares nothing")
  void nothingCompared() {
    assertThatThrownBy(() -> CaseResult.of("c", List.of()))
        .hasMessageContaining("nothing to compare");
  }

  @Test
  @DisplayName("of a check that throws is a failure that tells what was thrown")
  void exceptionsBecomeFailures() {
    CaseResult file = Check.failing("c", new NoSuchFileException("cases/x.bin")).result();
    assertThat(file.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(file.detail()).contains("NoSuchFileException", "cases/x.bin");

    CaseResult bare = new Check("c", () -> List.<Deviation>of(null, null)).result();
    assertThat(bare.detail()).contains("NullPointerException");

    CaseResult unknown = Check.failing("c", new UnsupportedCaseException("class X")).result();
    assertThat(unknown.verdict()).isEqualTo(Verdict.UNSUPPORTED);
    assertThat(unknown.line(1)).endsWith("unsupported  class X");
  }

  @Test
  @DisplayName("counts into a summary that is clean only if something passed and nothing else")
  void summary() {
    assertThat(new Summary(140, 1, 1))
        .hasToString("142 cases: 140 pass, 1 fail, 1 unsupported")
        .matches(s -> !s.isClean());
    assertThat(new Summary(3, 0, 0).isClean()).isTrue();
    assertThat(new Summary(3, 0, 1).isClean()).isFalse();
    assertThat(new Summary(0, 0, 0).isClean()).isFalse();
  }
}
