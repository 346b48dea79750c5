package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.difference;
import static org.latentj.TinyModels.quick;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.image.Picture;
import org.latentj.prompt.PromptSyntax;
import org.latentj.request.SettingsBuilder;
import org.latentj.sampler.SamplerKind;

class PromptsTest extends OnTinyModel {
  private static Picture picture(String prompt) {
    return TinyModels.picture(model, prompt, quick());
  }

  private static Picture picture(String prompt, SettingsBuilder settings) {
    return TinyModels.picture(model, prompt, settings);
  }

  @Test
  @DisplayName("a prompt that changes half-way differs from both of its halves")
  void schedule() {
    Picture changing = picture("[cat:dog:0.5]");

    assertThat(changing).isNotEqualTo(picture("cat")).isNotEqualTo(picture("dog"));
    assertThat(changing).isEqualTo(picture("[cat:dog:2]")).isNotEqualTo(picture("[cat:dog:1]"));
  }

  @ParameterizedTest
  @CsvSource({
    "[cat:dog:100],cat",
    "[cat:dog:4],cat",
    "[cat:dog:0],dog",
    "[cat:dog:0.0],dog",
    "[cat:dog:1.0],cat",
    "[cat::9],cat",
    "[cat|cat],cat"
  })
  @DisplayName("a change at the first step or after the last is none")
  void scheduleEnds(String prompt, String equal) {
    assertThat(picture(prompt)).isEqualTo(picture(equal));
  }

  @ParameterizedTest
  @CsvSource({"PLMS,[cat:dog:4]", "HEUN,[cat:dog:4]", "DPM2_A,[cat:dog:4]", "EULER,[cat:dog:4]"})
  @DisplayName("steps are counted, not model calls: after the last step nothing changes any more")
  void scheduleCountsSteps(SamplerKind sampler, String prompt) {
    SettingsBuilder settings = quick().sampler(sampler);

    Picture whole = picture("cat", settings);
    assertThat(picture("[cat:dog:3]", settings)).isNotEqualTo(whole);
    if (sampler != SamplerKind.PLMS) {
      assertThat(picture(prompt, settings)).isEqualTo(whole);
    }
    assertThat(picture("[cat:dog:5]", settings)).isEqualTo(whole);
  }

  @Test
  @DisplayName("alternation is seen at every step, and the negative prompt may change as well")
  void alternation() {
    assertThat(picture("[cat|dog]"))
        .isNotEqualTo(picture("cat"))
        .isNotEqualTo(picture("[cat:dog:1]"))
        .isNotEqualTo(picture("[dog|cat]"));
    assertThat(picture("cat", quick().negativePrompt("[red:blue:2]")))
        .isNotEqualTo(picture("cat", quick().negativePrompt("red")))
        .isNotEqualTo(picture("cat", quick().negativePrompt("blue")));
  }

  @Test
  @DisplayName("composed prompts add up: weight 0 counts nothing, halves make a whole")
  void composition() {
    Picture cat = picture("cat");

    assertThat(difference(picture("cat :1 AND cat :0"), cat)).isLessThanOrEqualTo(1);
    assertThat(difference(picture("cat :0.5 AND cat :0.5"), cat)).isLessThanOrEqualTo(1);
    assertThat(difference(picture("cat AND dog :0"), cat)).isLessThanOrEqualTo(1);
    assertThat(difference(picture("cat AND dog"), cat)).isGreaterThan(5);
    assertThat(difference(picture("cat AND cat"), cat)).as("twice the guidance").isGreaterThan(5);
    assertThat(difference(picture("cat AND cat", quick().guidanceScale(2.5)), cat))
        .as("twice half the guidance")
        .isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(cat:1.0)", "(cat:1)", "((cat:1):1.0)", "(ca:1.0)t"})
  @DisplayName("a weight of 1 changes nothing, not even inside a word")
  void neutralWeights(String prompt) {
    assertThat(picture(prompt)).isEqualTo(picture("cat"));
  }

  @Test
  @DisplayName("unequal weights show, unless brackets are plain text")
  void weights() {
    assertThat(picture("(red:1.5) cat")).isNotEqualTo(picture("red cat"));
    assertThat(picture("(red) cat")).isEqualTo(picture("(red:1.1) cat"));
    SettingsBuilder plain = quick().promptSyntax(PromptSyntax.PLAIN);
    assertThat(picture("(red:1.0) cat", plain)).isNotEqualTo(picture("(red:1.0) cat"));
    assertThat(picture("red cat", plain)).isEqualTo(picture("red cat"));
    assertThat(picture("cat AND dog", plain)).isNotEqualTo(picture("cat AND dog"));
  }

  @Test
  @DisplayName("the end of a prompt of 200 words still counts")
  void longPrompts() {
    String words = "red cat on a blue mat, ".repeat(33);

    Picture all = picture(words + "dog", quick().negativePrompt("bad"));

    assertThat(picture(words + "bird", quick().negativePrompt("bad"))).isNotEqualTo(all);
    assertThat(picture(words + "dog", quick().negativePrompt(words))).isNotEqualTo(all);
    assertThat(picture("cat", quick().negativePrompt(words))).isNotEqualTo(picture("cat"));
  }

  @Test
  @DisplayName("an empty prompt, and text that no vocabulary has, are prompts as well")
  void strangePrompts() {
    assertThat(picture("")).isEqualTo(picture("  \n\t "));
    assertThat(picture("\ud83e\udd8a \u72d0 \u0000 <|endoftext|> ((((", quick()))
        .isNotEqualTo(picture(""));
  }

  @Test
  @DisplayName("guidance of 1 and less does not read the negative prompt, not even its length")
  void withoutGuidance() {
    Picture plain = picture("cat", quick().guidanceScale(1));

    for (String negative : new String[] {"dog", "[a:b:2]", "word ".repeat(200), "a AND b"}) {
      assertThat(picture("cat", quick().guidanceScale(1).negativePrompt(negative)))
          .isEqualTo(plain);
    }
    assertThat(picture("cat", quick().guidanceScale(0.5))).isEqualTo(plain);
    assertThat(picture("dog", quick().guidanceScale(1))).isNotEqualTo(plain);
    assertThat(picture("cat", quick().guidanceScale(1.01).negativePrompt("dog")))
        .isNotEqualTo(plain);
  }

  @Test
  @DisplayName("if the negative prompt is the prompt, guidance of any strength changes nothing")
  void guidanceTowardsItself() {
    Picture unguided = picture("cat", quick().guidanceScale(1));

    assertThat(difference(picture("cat", quick().guidanceScale(9).negativePrompt("cat")), unguided))
        .isLessThanOrEqualTo(1);
    assertThat(difference(picture("cat", quick().guidanceScale(9)), unguided)).isGreaterThan(5);
  }

  @Test
  @DisplayName("guidance rescale shows, does nothing at 0, and cannot at guidance 1")
  void rescale() {
    Picture plain = picture("cat", quick().guidanceScale(9));

    assertThat(picture("cat", quick().guidanceScale(9).guidanceRescale(0.7))).isNotEqualTo(plain);
    assertThat(picture("cat", quick().guidanceScale(9).guidanceRescale(0))).isEqualTo(plain);
    assertThat(picture("cat", quick().guidanceScale(1).guidanceRescale(0.7)))
        .isEqualTo(picture("cat", quick().guidanceScale(1)));
  }

  @Test
  @DisplayName("skipping layers of the text encoder changes the picture, as far as there are any")
  void clipSkip() {
    assertThat(picture("cat", quick().clipSkip(1)))
        .isNotEqualTo(picture("cat"))
        .isNotEqualTo(picture("cat", quick().clipSkip(2)));
    assertThatThrownBy(() -> picture("cat", quick().clipSkip(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a clip skip of 0 to 2 but got 3");
  }

  @Test
  @DisplayName("eta is DDIM's own: it adds noise there, and other samplers do not read it")
  void eta() {
    assertThat(picture("cat", quick().eta(1))).isNotEqualTo(picture("cat"));
    SettingsBuilder ancestral = quick().sampler(SamplerKind.EULER_A);
    assertThat(picture("cat", ancestral.eta(0.5))).isEqualTo(picture("cat", ancestral.eta(0)));
  }
}
