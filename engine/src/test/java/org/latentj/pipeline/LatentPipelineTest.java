package org.latentj.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.image.MaskFill;
import org.latentj.image.Tiling;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Precision;
import org.latentj.sampler.SamplerConfig;
import org.latentj.sampler.SamplerKind;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** What runs between embeddings and latents, with noise that the tests choose. */
class LatentPipelineTest {
  private static LoadedModel four;
  private static LoadedModel nine;

  @BeforeAll
  static void load() throws URISyntaxException {
    four = load("tiny-diffusers");
    nine = load("tiny-inpaint");
  }

  private static LoadedModel load(String name) throws URISyntaxException {
    Path folder = Path.of(LatentPipelineTest.class.getResource("/conformance/" + name).toURI());
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return LoadedModel.load(checkpoint, ComputeDevice.choose("cpu"), Precision.F32);
    }
  }

  @AfterAll
  static void close() {
    four.close();
    nine.close();
  }

  /** Noise that depends on the order of draws only, and notes it. */
  private static final class NotedDraws implements NoiseDraws {
    private final Random random = new Random(5);
    private final List<String> drawn = new ArrayList<>();
    private int moved;

    private FloatTensor draw(String what, Shape shape) {
      drawn.add(what + " " + shape);
      return moved(gaussian(random, shape), moved);
    }

    @Override
    public FloatTensor posterior(Shape shape) {
      return draw("posterior", shape);
    }

    @Override
    public FloatTensor initial(Shape shape) {
      return draw("initial", shape);
    }

    @Override
    public FloatTensor step(Shape shape) {
      return draw("step", shape);
    }
  }

  private static FloatTensor gaussian(Random random, Shape shape) {
    FloatTensor out = FloatTensor.zeros(shape);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) random.nextGaussian();
    }
    return out;
  }

  /** Each row moved cyclically right. */
  private static FloatTensor moved(FloatTensor tensor, int by) {
    int width = tensor.shape().size(3);
    FloatTensor out = FloatTensor.zeros(tensor.shape());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i - i % width + (i + by) % width] = tensor.data()[i];
    }
    return out;
  }

  private static FloatTensor text(LoadedModel model, int batch, long seed) {
    int width = model.config().unet().crossAttentionDim();
    return gaussian(new Random(seed), Shape.of(batch, 77, width));
  }

  private static SamplingJob job(
      LoadedModel model, SamplerKind sampler, int batch, NoiseDraws draws, Tiling tiling) {
    GuidancePhase phase = GuidancePhase.whole(text(model, batch, 1), text(model, batch, 2));
    SamplerConfig config = SamplerConfig.ofSteps(4);
    return SamplingJob.builder(sampler, config, List.of(phase), draws)
        .guidanceScale(3)
        .batch(batch)
        .tiling(tiling)
        .build();
  }

  private static LatentPipeline pipeline(LoadedModel model) {
    return new LatentPipeline(model.unet(), model.vae(), model.config().noiseSchedule());
  }

  private static FloatTensor ramp(int channels, int side) {
    FloatTensor out = FloatTensor.zeros(Shape.of(1, channels, side, side));
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = i % side * 2f / side - 1;
    }
    return out;
  }

  private static FloatTensor leftHalf(int side) {
    FloatTensor out = FloatTensor.zeros(Shape.of(1, 1, side, side));
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = i % side < side / 2 ? 1 : 0;
    }
    return out;
  }

  private static List<String> drawn(LoadedModel model, double strength, SamplerKind sampler) {
    NotedDraws draws = new NotedDraws();
    pipeline(model)
        .inpaint(
            job(model, sampler, 2, draws, Tiling.NONE),
            ramp(3, 64),
            leftHalf(64),
            strength,
            MaskFill.ORIGINAL);
    return draws.drawn;
  }

  @Test
  @DisplayName("noise is drawn in diffusers' order: image, latents, masked image, steps")
  void drawOrder() {
    String shape = " (2, 4, 8, 8)";
    List<String> steps = List.of("step" + shape, "step" + shape, "step" + shape, "step" + shape);
    List<String> begin = List.of("posterior" + shape, "initial" + shape, "posterior" + shape);

    assertThat(drawn(four, 0.5, SamplerKind.DDIM)).isEqualTo(begin);
    assertThat(drawn(four, 1, SamplerKind.DDIM)).isEqualTo(begin);
    assertThat(drawn(nine, 0.5, SamplerKind.DDIM)).isEqualTo(begin);
    assertThat(drawn(nine, 1, SamplerKind.DDIM)).isEqualTo(begin.subList(1, 3));
    List<String> withSteps = new ArrayList<>(begin);
    withSteps.addAll(steps);
    assertThat(drawn(four, 1, SamplerKind.EULER_A)).isEqualTo(withSteps);
  }

  @Test
  @DisplayName("image to image draws for the image, then for the latents")
  void imageToImageDraws() {
    NotedDraws draws = new NotedDraws();
    pipeline(four)
        .imageToImage(job(four, SamplerKind.DDIM, 1, draws, Tiling.NONE), ramp(3, 64), 0.5);

    assertThat(draws.drawn).containsExactly("posterior (1, 4, 8, 8)", "initial (1, 4, 8, 8)");
  }

  @ParameterizedTest
  @EnumSource(names = {"DDIM", "PLMS", "EULER_A", "DPMPP_2M"})
  @DisplayName("where the picture tiles, moved noise gives the moved picture, and nowhere else")
  void tiling(SamplerKind sampler) {
    assertThat(changeByMoving(sampler, Tiling.BOTH)).isLessThan(1e-3);
    assertThat(changeByMoving(sampler, Tiling.X)).isLessThan(1e-3);
    assertThat(changeByMoving(sampler, Tiling.NONE)).isGreaterThan(0.05);
    assertThat(changeByMoving(sampler, Tiling.Y)).isGreaterThan(0.05);
  }

  private static double changeByMoving(SamplerKind sampler, Tiling tiling) {
    NotedDraws moving = new NotedDraws();
    moving.moved = 8;
    FloatTensor still =
        pipeline(four).textToImage(job(four, sampler, 1, new NotedDraws(), tiling), 8, 16);
    FloatTensor moved = pipeline(four).textToImage(job(four, sampler, 1, moving, tiling), 8, 16);
    return moved(still, 8).maxAbsDifference(moved);
  }

  @ParameterizedTest
  @CsvSource({"0.25", "0.75", "1"})
  @DisplayName("four channels end with the image's own latents where the mask keeps")
  void keptLatents(double strength) {
    FloatTensor image = ramp(3, 64);
    NotedDraws draws = new NotedDraws();
    FloatTensor noise = gaussian(new Random(5), Shape.of(1, 4, 8, 8));
    FloatTensor clean = four.vae().encode(image, Tiling.NONE).sample(noise);

    FloatTensor out =
        pipeline(four)
            .inpaint(
                job(four, SamplerKind.EULER, 1, draws, Tiling.NONE),
                image,
                leftHalf(64),
                strength,
                MaskFill.ORIGINAL);

    for (int i = 0; i < out.data().length; i++) {
      if (i % 8 >= 4) {
        assertThat(out.data()[i]).as("latent %d", i).isEqualTo(clean.data()[i]);
      }
    }
    assertThat(out.maxAbsDifference(clean)).isGreaterThan(0.01);
  }

  @Test
  @DisplayName("a mask counts as binary: 0.49 keeps, 0.5 repaints")
  void maskThreshold() {
    FloatTensor keeps = leftHalf(64);
    FloatTensor paints = leftHalf(64);
    for (int i = 0; i < keeps.data().length; i++) {
      keeps.data()[i] = keeps.data()[i] == 1 ? 0.49f : 0;
      paints.data()[i] = paints.data()[i] == 1 ? 0.5f : 0.2f;
    }
    assertThat(inpainted(paints).data()).isEqualTo(inpainted(leftHalf(64)).data());
    FloatTensor none = FloatTensor.zeros(keeps.shape());
    assertThat(inpainted(keeps).data()).isEqualTo(inpainted(none).data());
  }

  private static FloatTensor inpainted(FloatTensor mask) {
    SamplingJob job = job(nine, SamplerKind.DDIM, 1, new NotedDraws(), Tiling.NONE);
    return pipeline(nine).inpaint(job, ramp(3, 64), mask, 0.75, MaskFill.ORIGINAL);
  }

  private static FloatTensor differential(
      LoadedModel model, FloatTensor mask, double strength, NotedDraws draws) {
    return pipeline(model)
        .inpaintDifferentially(
            job(model, SamplerKind.DDIM, 1, draws, Tiling.NONE),
            ramp(3, 64),
            mask,
            strength,
            MaskFill.ORIGINAL);
  }

  private static FloatTensor even(float value) {
    FloatTensor mask = FloatTensor.zeros(Shape.of(1, 1, 64, 64));
    Arrays.fill(mask.data(), value);
    return mask;
  }

  @Test
  @DisplayName("differentially, a full mask is image to image, and mask steps are quarters of four")
  void differentialSteps() {
    SamplingJob whole = job(four, SamplerKind.DDIM, 1, new NotedDraws(), Tiling.NONE);
    FloatTensor free = pipeline(four).imageToImage(whole, ramp(3, 64), 1);
    assertThat(differential(four, even(1), 1, new NotedDraws()).data()).isEqualTo(free.data());
    // 1 - 0.76 is below 1/4: after the first of four steps nothing is put back.
    assertThat(differential(four, even(0.76f), 1, new NotedDraws()).data()).isEqualTo(free.data());
    assertThat(differential(four, even(0.75f), 1, new NotedDraws()).data())
        .as("1/4 is not above 1/4")
        .isEqualTo(free.data());
    FloatTensor late = differential(four, even(0.5f), 1, new NotedDraws());
    assertThat(late.data()).isNotEqualTo(free.data());
    assertThat(differential(four, even(0.74f), 1, new NotedDraws()).data()).isEqualTo(late.data());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.75", "0.25, 0.5", "0, 0.25"})
  @DisplayName("differentially, an even mask of m takes m of the steps and one, as image to image")
  void differentialIsLateImageToImage(float mask, double strength) {
    SamplingJob part = job(four, SamplerKind.DDIM, 1, new NotedDraws(), Tiling.NONE);
    FloatTensor expected = pipeline(four).imageToImage(part, ramp(3, 64), strength);
    FloatTensor out = differential(four, even(mask), 1, new NotedDraws());
    assertThat(out.maxAbsDifference(expected)).isLessThan(1e-4);
  }

  @Test
  @DisplayName("differentially, what the mask keeps ends nearer to the image than what it frees")
  void differentialKeeps() {
    NotedDraws draws = new NotedDraws();
    FloatTensor clean =
        pipeline(four)
            .imageToImage(job(four, SamplerKind.DDIM, 1, draws, Tiling.NONE), ramp(3, 64), 0);
    for (LoadedModel model : List.of(four, nine)) {
      FloatTensor out = differential(model, leftHalf(64), 1, new NotedDraws());
      double kept = 0;
      double freed = 0;
      for (int i = 0; i < out.data().length; i++) {
        double change = Math.abs(out.data()[i] - clean.data()[i]);
        if (i % 8 >= 5) {
          kept = Math.max(kept, change);
        } else if (i % 8 < 4) {
          freed = Math.max(freed, change);
        }
      }
      assertThat(kept).isLessThan(freed);
    }
  }

  @Test
  @DisplayName("a job without phases, and a phase without prompts, are refused")
  void emptyJobs() {
    assertThatThrownBy(() -> new GuidancePhase(1, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a prompt or more but got none");
    assertThatThrownBy(
            () ->
                SamplingJob.builder(
                        SamplerKind.DDIM, SamplerConfig.ofSteps(1), List.of(), new NotedDraws())
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a guidance phase or more but got none");
  }

  @Test
  @DisplayName("without guidance the negative embeddings may be missing")
  void noNegative() {
    FloatTensor prompt = text(four, 1, 2);
    SamplingJob guided = job(four, SamplerKind.DDIM, 1, new NotedDraws(), Tiling.NONE);
    FloatTensor[] results = new FloatTensor[2];
    for (int i = 0; i < 2; i++) {
      FloatTensor negative = i == 0 ? null : text(four, 1, 1);
      SamplingJob job =
          SamplingJob.builder(
                  guided.sampler(),
                  guided.config(),
                  List.of(GuidancePhase.whole(negative, prompt)),
                  new NotedDraws())
              .build();
      results[i] = pipeline(four).textToImage(job, 8, 8);
    }
    assertThat(results[0].data()).isEqualTo(results[1].data());
  }

  /** Draws whose initial noise is another in the right half. */
  private static NoiseDraws withOtherRight() {
    NotedDraws draws = new NotedDraws();
    return new NoiseDraws() {
      @Override
      public FloatTensor posterior(Shape shape) {
        return draws.posterior(shape);
      }

      @Override
      public FloatTensor initial(Shape shape) {
        FloatTensor noise = draws.initial(shape);
        for (int i = 0; i < noise.data().length; i++) {
          int width = shape.size(3);
          noise.data()[i] *= i % width < width / 2 ? 1 : -1;
        }
        return noise;
      }

      @Override
      public FloatTensor step(Shape shape) {
        return draws.step(shape);
      }
    };
  }

  private static FloatTensor leftRepainted(
      NoiseDraws draws, boolean cleanSurroundings, boolean differentially, SamplerKind sampler) {
    LatentPipeline pipeline =
        new LatentPipeline(
            four.unet(), four.vae(), four.config().noiseSchedule(), cleanSurroundings);
    SamplingJob job = job(four, sampler, 1, draws, Tiling.NONE);
    FloatTensor latents =
        differentially
            ? pipeline.inpaintDifferentially(
                job, ramp(3, 64), leftHalf(64), 1, MaskFill.LATENT_NOISE)
            : pipeline.inpaint(job, ramp(3, 64), leftHalf(64), 1, MaskFill.ORIGINAL);
    int width = latents.shape().size(3);
    for (int i = 0; i < latents.data().length; i++) {
      latents.data()[i] *= i % width < width / 2 ? 1 : 0;
    }
    return latents;
  }

  @ParameterizedTest
  @CsvSource({"DDIM,false", "DDIM,true", "EULER,false", "EULER,true"})
  @DisplayName("what a model is shown without noise, its noise does not matter to")
  void cleanSurroundings(SamplerKind sampler, boolean differentially) {
    FloatTensor noisy = leftRepainted(new NotedDraws(), false, differentially, sampler);
    FloatTensor otherNoise = leftRepainted(withOtherRight(), false, differentially, sampler);
    FloatTensor clean = leftRepainted(new NotedDraws(), true, differentially, sampler);
    FloatTensor otherClean = leftRepainted(withOtherRight(), true, differentially, sampler);

    assertThat(otherNoise.maxAbsDifference(noisy)).isGreaterThan(1e-3);
    assertThat(clean.maxAbsDifference(noisy)).isGreaterThan(1e-3);
    assertThat(otherClean.maxAbsDifference(clean)).isZero();
  }
}
