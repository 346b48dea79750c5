package org.latentj.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.model.ModelIndex;
import org.latentj.network.EmitOptions;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LimitedMemory;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.TorchException;
import org.latentj.safety.SafetyGate;
import org.latentj.sampler.SamplerKind;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.text.ClipTokenizer;
import org.latentj.text.PromptTokenizer;

/** Requests on a device that refuses allocations above a limit, and requests that repeat. */
class MemoryAndCachesTest {
  private final LimitedMemory memory = new LimitedMemory();
  private final List<String> heard = new ArrayList<>();
  private LoadedModel model;
  private ClipTokenizer tokenizer;
  private GenerationPipeline pipeline;

  @BeforeEach
  void load() {
    model = load(MemoryMode.NORMAL);
    tokenizer = ClipTokenizer.load(folder().resolve("tokenizer"));
    pipeline = pipeline(model);
    memory.claims().clear();
  }

  @AfterEach
  void close() {
    model.close();
    tokenizer.close();
  }

  private static Path folder() {
    try {
      return Path.of(MemoryAndCachesTest.class.getResource("/conformance/tiny-diffusers").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private LoadedModel load(MemoryMode mode) {
    try (Checkpoint checkpoint = Checkpoint.open(folder())) {
      return LoadedModel.load(
          checkpoint.config(),
          new LoadedModel.WeightSources(
              checkpoint.textEncoder(), checkpoint.unet(), checkpoint.vae()),
          ComputeDevice.choose("cpu"),
          EmitOptions.reference(),
          mode,
          memory);
    }
  }

  private GenerationPipeline pipeline(LoadedModel loaded) {
    ModelIdentity identity = new ModelIdentity("tiny", "", "test");
    return new GenerationPipeline(
        loaded, new PromptTokenizer(tokenizer), identity, SafetyGate.open(), ModelIndex.DEFAULT);
  }

  private static SettingsBuilder settings() {
    return Settings.builder().steps(2).sampler(SamplerKind.DDIM).guidanceScale(5).seed(11);
  }

  private static TextToImage large() {
    return TextToImage.of("a cat", settings().build()).withSize(576, 288);
  }

  private GenerationResult run(GenerationRequest request) {
    return pipeline.run(
        request,
        new GenerationListener() {
          @Override
          public void remark(String remark) {
            heard.add(remark);
          }
        });
  }

  private static double meanDifference(Picture a, Picture b) {
    byte[] left = a.toRgb();
    byte[] right = b.toRgb();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 0xff) - (right[i] & 0xff));
    }
    return sum / left.length;
  }

  @Test
  @DisplayName("too little memory for decoding at once: in tiles then, with a word, one picture")
  void decoding() {
    Picture whole = run(large()).first().picture();
    long most = Collections.max(memory.claims());
    memory.claims().clear();
    memory.limit(most - 1);

    GenerationResult result = run(large());

    assertThat(result.remarks())
        .containsExactly("memory ran out while decoding: it goes on in memory mode low")
        .isEqualTo(heard);
    assertThat(meanDifference(result.first().picture(), whole)).isLessThan(1);
    List<Long> claims = memory.claims();
    assertThat(claims.get(claims.size() - 1)).isLessThan(most);
    assertThat(claims.stream().filter(bytes -> bytes >= most)).as("one refusal").hasSize(1);
  }

  @Test
  @DisplayName("too little memory for guidance in one batch: in two then, from where it was")
  void sampling() {
    SettingsBuilder batch = settings().batchSize(16);
    TextToImage request = TextToImage.of("a cat", batch.build());
    Picture whole = run(request).pictures().get(15).picture();
    // After the prompt and the negative one, which are kept.
    long step = memory.claims().get(2);
    memory.claims().clear();
    heard.clear();
    memory.limit(step - 1);

    GenerationResult result = run(request);

    assertThat(result.remarks())
        .containsExactly("memory ran out while sampling: it goes on in memory mode low");
    assertThat(meanDifference(result.pictures().get(15).picture(), whole)).isLessThan(0.5);
    assertThat(memory.claims().get(0)).isEqualTo(step);
  }

  @Test
  @DisplayName("what is too little even for the lowest mode fails, saying what to do")
  void tooLittle() {
    memory.limit(10_000);
    assertThatThrownBy(() -> run(large()))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("ran out of memory");
    assertThat(heard).hasSize(2);
    heard.clear();

    memory.limit(Long.MAX_VALUE);
    assertThat(run(large()).remarks()).as("the next request is not touched").isEmpty();
  }

  @Test
  @DisplayName("a model that does not fit is loaded one mode lower, and its first request says so")
  void loading() {
    long weights = model.weightBytes();
    memory.limit(weights - 1);
    try (LoadedModel small = load(MemoryMode.NORMAL)) {
      assertThat(small.memory().mode()).isEqualTo(MemoryMode.LOWEST);
      assertThat(small.weightBytes()).isEqualTo(weights / 2);
      memory.limit(Long.MAX_VALUE);

      GenerationResult result = pipeline(small).run(large(), GenerationListener.NONE);

      assertThat(result.remarks())
          .containsExactly(
              "memory ran out while loading: it goes on in memory mode low",
              "memory ran out while loading: it goes on in memory mode lowest");
      Picture whole = run(large()).first().picture();
      assertThat(meanDifference(result.first().picture(), whole)).isLessThan(1);
    }
  }

  @Test
  @DisplayName("2048 x 2048 asks for a small part of what it would at once")
  void bounded() {
    long atOnce = decodingClaim(256);
    model.close();
    model = load(MemoryMode.LOWEST);

    assertThat(decodingClaim(256)).isLessThan(atOnce / 20);
    assertThat(decodingClaim(128)).isLessThanOrEqualTo(decodingClaim(256));
    assertThat(decodingClaim(32)).isGreaterThan(decodingClaim(256) / 3);
  }

  /** What decoding that many latents a side asks for at first; it is refused, which saves time. */
  private long decodingClaim(int side) {
    memory.limit(0);
    memory.claims().clear();
    FloatTensor latents = FloatTensor.zeros(Shape.of(1, 4, side, side));
    assertThatThrownBy(() -> model.vae().decode(latents, Tiling.NONE))
        .isInstanceOf(TorchException.class);
    memory.limit(Long.MAX_VALUE);
    return memory.claims().get(0);
  }

  @Test
  @DisplayName("a prompt is encoded once for all requests, and its pictures are the same bits")
  void prompts() {
    byte[] first =
        run(TextToImage.of("a (red:1.3) cat", settings().build())).first().picture().toRgb();
    int claims = memory.claims().size();
    memory.claims().clear();

    byte[] again =
        run(TextToImage.of("a (red:1.3) cat", settings().build())).first().picture().toRgb();

    assertThat(again).isEqualTo(first);
    assertThat(memory.claims()).as("prompt and negative prompt").hasSize(claims - 2);
  }

  @Test
  @DisplayName("what a prompt's embeddings depend on is not mixed up")
  void promptKeys() {
    List<String> prompts = List.of("a red cat", "a (red:1.3) cat", "a red dog");
    List<byte[]> pictures = new ArrayList<>();
    for (String prompt : prompts) {
      for (int clipSkip : new int[] {0, 1}) {
        SettingsBuilder settings = settings().clipSkip(clipSkip);
        pictures.add(run(TextToImage.of(prompt, settings.build())).first().picture().toRgb());
      }
    }
    for (int i = 0; i < pictures.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(pictures.get(i)).as("%d and %d", i, j).isNotEqualTo(pictures.get(j));
      }
    }
  }

  @Test
  @DisplayName("more prompts than are kept: the oldest are encoded again, to the same bits")
  void bound() {
    byte[] first =
        run(TextToImage.of("cat 0", settings().steps(1).build())).first().picture().toRgb();
    for (int i = 1; i <= 40; i++) {
      run(TextToImage.of("cat " + i, settings().steps(1).build()));
    }
    memory.claims().clear();
    byte[] again =
        run(TextToImage.of("cat 0", settings().steps(1).build())).first().picture().toRgb();

    assertThat(again).isEqualTo(first);
    assertThat(memory.claims())
        .as("prompt, step, decoding; the negative was used all the time")
        .hasSize(3);
  }

  @Test
  @DisplayName("an image is encoded once for all requests, by its pixels and tiling")
  void images() {
    Picture picture = Picture.ofRgb(64, 64, new byte[3 * 64 * 64]);
    byte[] other = new byte[3 * 64 * 64];
    other[5000] = 90;
    Picture changed = Picture.ofRgb(64, 64, other);
    byte[] first =
        run(new ImageToImage("a cat", picture, 0.5, settings().build())).first().picture().toRgb();
    int claims = memory.claims().size();
    memory.claims().clear();

    byte[] again =
        run(new ImageToImage("a cat", picture, 0.5, settings().build())).first().picture().toRgb();
    assertThat(again).isEqualTo(first);
    assertThat(memory.claims()).as("neither prompts nor image").hasSize(claims - 3);

    memory.claims().clear();
    run(new ImageToImage("a cat", changed, 0.5, settings().build()));
    assertThat(memory.claims()).as("another pixel").hasSize(claims - 2);
    memory.claims().clear();
    run(new ImageToImage("a cat", picture, 0.5, settings().tiling(Tiling.X).build()));
    assertThat(memory.claims()).as("other edges").hasSize(claims - 2);
  }
}
