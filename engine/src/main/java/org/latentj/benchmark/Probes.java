package org.latentj.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.image.Tiling;
import org.latentj.model.ModelConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.noise.NoiseKind;
import org.latentj.noise.NoiseSource;
import org.latentj.runtime.Conditioning;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.TimeTable;
import org.latentj.runtime.UNetModel;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Inputs for every network of a model that depend on its configuration and the pictures' size only,
 * and what the networks make of them. Every network gets its own input, not another's output, so
 * that a mistake shows where it is made.
 */
final class Probes {
  /** Near the beginning, in the middle and near the end of a run of 50 steps. */
  private static final double[] TIMESTEPS = {981, 501, 21};

  /** One prompt and its negative: what guidance evaluates at once. */
  private static final int ROWS = 2;

  private final int[][] ids;
  private final FloatTensor context;
  private final FloatTensor sample;
  private final FloatTensor latents;
  private final FloatTensor picture;

  /** What a network made of its input, named as it is in tables. */
  record Output(String network, FloatTensor values) {}

  /**
   * Inputs.
   *
   * @param width of the pictures in pixels
   * @param height of the pictures in pixels
   */
  Probes(ModelConfig config, int width, int height) {
    NoiseSource noise = NoiseKind.CPU.source(0);
    int factor = config.vae().downsampling();
    int h = height / factor;
    int w = width / factor;
    ids = ids(config.textEncoder());
    int tokens = config.textEncoder().maxPositions();
    // About as large as an encoded prompt, which ends in a layer norm.
    context = noise.normal(Shape.of(ROWS, tokens, config.unet().crossAttentionDim()));
    sample = noise.normal(Shape.of(ROWS, config.unet().inChannels(), h, w));
    latents = noise.normal(Shape.of(1, config.vae().latentChannels(), h, w));
    picture = noise.normal(Shape.of(1, config.vae().imageChannels(), height, width));
    for (int i = 0; i < picture.data().length; i++) {
      picture.data()[i] = Math.max(-1, Math.min(1, picture.data()[i] / 2));
    }
  }

  private static int[][] ids(TextEncoderConfig config) {
    SplittableRandom random = new SplittableRandom(0);
    int[][] ids = new int[ROWS][config.maxPositions()];
    for (int[] row : ids) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextInt(config.vocabularySize());
      }
    }
    return ids;
  }

  /** Evaluates all networks of a model. */
  List<Output> outputs(LoadedModel model) {
    List<Output> all = new ArrayList<>();
    all.add(new Output("text encoder", model.textEncoder().encode(ids, 0)));
    UNetModel unet = model.unet();
    try (Conditioning prompts = unet.condition(context);
        TimeTable times = unet.times(TIMESTEPS)) {
      for (int call = 0; call < TIMESTEPS.length; call++) {
        String name = "UNet at timestep %.0f".formatted(TIMESTEPS[call]);
        all.add(new Output(name, unet.predict(sample, times, call, prompts, Tiling.NONE)));
      }
    }
    all.add(new Output("VAE decoder", model.vae().decode(latents, Tiling.NONE)));
    all.add(new Output("VAE encoder", model.vae().encode(picture, Tiling.NONE).moments()));
    return all;
  }
}
