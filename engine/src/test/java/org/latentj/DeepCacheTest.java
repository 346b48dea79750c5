package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.meanDifference;
import static org.latentj.TinyModels.photo;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;
import static org.latentj.TinyModels.square;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.Inpainting;
import org.latentj.request.RequestParameters;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.latentj.sampler.SamplerKind;

@DisplayName("DeepCache")
class DeepCacheTest extends OnTinyModel {
  private static Picture of(String prompt, SettingsBuilder settings) {
    return picture(model, prompt, settings);
  }

  @Test
  @DisplayName("with an interval of 1 is none, whatever the depth: every bit of the picture stays")
  void off() {
    assertThat(of("cat", quick().deepCache(1).deepCacheDepth(7))).isEqualTo(of("cat", quick()));
    assertThat(of("cat", quick().deepCacheDepth(60))).isEqualTo(of("cat", quick()));
  }

  @ParameterizedTest
  @EnumSource(names = {"DDIM", "PLMS", "HEUN", "DPM2_A", "EULER_A", "DPMPP_2M", "UNIPC", "LCM"})
  @DisplayName("changes the picture of every kind of sampler, and the same way each time")
  void samplers(SamplerKind sampler) {
    Picture reused = of("cat", quick().sampler(sampler).deepCache(2));

    assertThat(meanDifference(reused, of("cat", quick().sampler(sampler)))).isGreaterThan(0.1);
    assertThat(of("cat", quick().sampler(sampler).deepCache(2))).isEqualTo(reused);
    assertThat(of("cat", quick().sampler(sampler).deepCache(3))).isNotEqualTo(reused);
  }

  @Test
  @DisplayName("computes the first step whole: a run of one step is as without")
  void firstStep() {
    assertThat(of("cat", quick().steps(1).deepCache(50))).isEqualTo(of("cat", quick().steps(1)));
    assertThat(of("cat", quick().steps(4).deepCache(4)))
        .isEqualTo(of("cat", quick().steps(4).deepCache(50)))
        .isNotEqualTo(of("cat", quick().steps(4).deepCache(3)));
  }

  @Test
  @DisplayName("computes the first step of every guidance phase whole")
  void phases() {
    assertThat(of("[cat|dog]", quick().deepCache(50))).isEqualTo(of("[cat|dog]", quick()));
    assertThat(of("[cat:dog:2]", quick().deepCache(2)))
        .isEqualTo(of("[cat:dog:2]", quick().deepCache(3)))
        .isNotEqualTo(of("[cat:dog:2]", quick()));
    assertThat(of("cat", quick().negativePrompt("[a|b]").deepCache(9)))
        .isEqualTo(of("cat", quick().negativePrompt("[a|b]")));
  }

  @ParameterizedTest
  @EnumSource(names = {"HEUN", "DPM2_A", "DPMPP_SDE"})
  @DisplayName("counts steps: both calls of a step of second order are of one kind")
  void secondOrder(SamplerKind sampler) {
    SettingsBuilder two = quick().sampler(sampler).steps(2);
    // Both steps begin a phase, so that none of the three calls may reuse anything.
    assertThat(of("[cat:dog:1]", two.deepCache(9))).isEqualTo(of("[cat:dog:1]", two.deepCache(1)));
    assertThat(of("cat", two.deepCache(2))).isNotEqualTo(of("cat", two.deepCache(1)));
  }

  @Test
  @DisplayName("works without guidance, with composed prompts and with batches")
  void batches() {
    assertThat(of("cat", quick().guidanceScale(1).deepCache(2)))
        .isNotEqualTo(of("cat", quick().guidanceScale(1)));
    assertThat(
            meanDifference(
                of("cat :0.5 AND cat :0.5", quick().deepCache(2)), of("cat", quick().deepCache(2))))
        .isLessThan(0.5);
    List<Picture> two =
        TinyModels.pictures(model, "cat", quick().batchSize(2).deepCache(2).deepCacheDepth(3));
    Picture second = of("cat", quick().seed(12).deepCache(2).deepCacheDepth(3));
    assertThat(TinyModels.difference(two.get(1), second)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12})
  @DisplayName("gives the same picture but for rounding in all memory modes")
  void memoryModes(int depth) {
    SettingsBuilder settings = quick().deepCache(3).deepCacheDepth(depth);
    Picture whole = of("cat", settings);
    assertThat(whole).isNotEqualTo(of("cat", quick()));
    for (MemoryMode mode : List.of(MemoryMode.LOW, MemoryMode.LOWEST)) {
      try (StableDiffusion small =
          StableDiffusion.load(TinyModels.V1, TinyModels.onCpu().withMemory(mode))) {
        assertThat(meanDifference(picture(small, "cat", settings), whole))
            .as(mode.name())
            .isLessThan(0.5);
      }
    }
  }

  @Test
  @DisplayName("inpaints with 4 and with 9 channels, and kept pixels stay kept")
  void inpainting() {
    Picture odd = photo(61, 50);
    Mask mask = square(61, 50, 8, 8, 24);
    try (StableDiffusion nine = TinyModels.load(TinyModels.INPAINTING)) {
      for (StableDiffusion painter : List.of(model, nine)) {
        Inpainting plain = Inpainting.of("a cat", odd, mask, 1, quick().build());
        Picture reused =
            picture(painter, Inpainting.of("a cat", odd, mask, 1, quick().deepCache(2).build()));
        assertThat(reused).isNotEqualTo(picture(painter, plain));
        assertThat(reused.rgb(50, 40)).isEqualTo(odd.rgb(50, 40));
      }
    }
  }

  @Test
  @DisplayName("deeper than the model is refused with how deep it is, before anything is drawn")
  void tooDeep() {
    TinyModels.Recorder recorder = new TinyModels.Recorder();
    TextToImage request = TextToImage.of("cat", quick().deepCache(2).deepCacheDepth(13).build());

    assertThatThrownBy(() -> model.generate(request, recorder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a DeepCache depth from 1 to 12, the up layers of this model's UNet, but got"
                + " 13");
    assertThat(recorder.modelCalls()).isZero();
  }

  @Test
  @DisplayName("is named by the picture's parameters where it is used, and only there")
  void parameters() {
    GeneratedPicture reused =
        model
            .generate(TextToImage.of("cat", quick().deepCache(2).deepCacheDepth(3).build()))
            .first();
    GeneratedPicture plain = model.generate(TextToImage.of("cat", quick().build())).first();

    assertThat(reused.parameters().setting(RequestParameters.DEEP_CACHE_INTERVAL)).hasValue("2");
    assertThat(reused.parameters().setting(RequestParameters.DEEP_CACHE_DEPTH)).hasValue("3");
    assertThat(plain.parameters().settings().keySet()).noneMatch(key -> key.contains("DeepCache"));
  }
}
