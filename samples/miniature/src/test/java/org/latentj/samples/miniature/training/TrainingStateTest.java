package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.sampler.NoiseSchedule;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

@DisplayName("A training that was stopped")
class TrainingStateTest {
  private static final Examples EXAMPLES = new Examples(5, Split.TRAINING, Layout.FREE, 128);

  @TempDir private Path folder;

  private static Map<String, List<Float>> values(List<TrainableWeights> networks) {
    Map<String, List<Float>> all = new TreeMap<>();
    for (TrainableWeights weights : networks) {
      for (Part part : Part.values()) {
        weights.export(part).forEach((name, t) -> all.put(part + name, list(t)));
      }
    }
    return all;
  }

  private static List<Float> list(FloatTensor tensor) {
    List<Float> list = new ArrayList<>();
    for (float value : tensor.data()) {
      list.add(value);
    }
    return list;
  }

  private static Map<String, List<Float>> trainAutoencoder(Path state, int... stops)
      throws IOException {
    Map<String, List<Float>> values = Map.of();
    for (int steps : stops) {
      try (Autoencoder autoencoder = SmallModels.autoencoder();
          GradientStep gradients = new GradientStep(SmallModels.CPU)) {
        new AutoencoderTraining(autoencoder, gradients, EXAMPLES, 7, state).run(steps, step -> {});
        values = values(autoencoder.weights());
      }
    }
    return values;
  }

  @Test
  @DisplayName("goes on to the very same autoencoder")
  void resumesAutoencoder() throws IOException {
    Map<String, List<Float>> atOnce = trainAutoencoder(folder.resolve("a"), 3);
    Map<String, List<Float>> inParts = trainAutoencoder(folder.resolve("b"), 1, 2, 3);

    // Not isEqualTo: its message would hold all the numbers.
    assertThat(inParts.equals(atOnce)).as("the same weights").isTrue();
    assertThat(trainAutoencoder(folder.resolve("c"), 2).equals(atOnce)).isFalse();
  }

  /** Trains for three steps; stops after each of {@code stops}, and begins again from the state. */
  private static Map<String, List<Float>> trainDiffusion(Path state, int... stops)
      throws IOException {
    NoiseSchedule schedule = NoiseSchedule.of(SmallModels.config().noiseSchedule());
    DiffusionTraining.Plan plan = new DiffusionTraining.Plan(4, 8, 3, 1, 1);
    Map<String, List<Float>> values = Map.of();
    try (SmallPool pools = new SmallPool(EXAMPLES, 9)) {
      for (int stop : stops) {
        try (Diffusion diffusion = SmallModels.diffusion();
            GradientStep gradients = new GradientStep(SmallModels.CPU)) {
          new DiffusionTraining(diffusion, gradients, schedule, plan, 9, state)
              .run(3, pools::from, step -> stopAfter(step, stop));
          values = values(diffusion.weights());
        } catch (StoppedException e) {
          values = Map.of();
        }
      }
    }
    return values;
  }

  private static Map<String, List<Float>> trainDecoder(Path state, int... stops)
      throws IOException {
    Map<String, List<Float>> values = Map.of();
    try (SmallPool pools = new SmallPool(EXAMPLES, 9)) {
      for (int stop : stops) {
        try (Autoencoder autoencoder = SmallModels.autoencoder();
            GradientStep gradients = new GradientStep(SmallModels.CPU)) {
          new DecoderTraining(autoencoder, gradients, EXAMPLES, 9, state)
              .run(3, pools.vae(), step -> stopAfter(step, stop));
          values = values(autoencoder.weights());
        } catch (StoppedException e) {
          values = Map.of();
        }
      }
    }
    return values;
  }

  @Test
  @DisplayName("goes on to the very same decoder, and leaves the encoder alone")
  void resumesDecoder() throws IOException {
    Map<String, List<Float>> atOnce = trainDecoder(folder.resolve("a"), 3);
    Map<String, List<Float>> inParts = trainDecoder(folder.resolve("b"), 1, 3);

    assertThat(inParts.equals(atOnce)).as("the same weights").isTrue();
    try (Autoencoder untrained = SmallModels.autoencoder()) {
      Map<String, List<Float>> before = values(untrained.weights());
      assertThat(before.keySet())
          .filteredOn(name -> !before.get(name).equals(atOnce.get(name)))
          .isNotEmpty()
          .allMatch(name -> name.contains("decoder.") || name.contains("post_quant_conv."));
    }
  }

  private static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static void stopAfter(int step, int stop) throws IOException {
    if (step == stop && stop < 3) {
      throw new StoppedException();
    }
  }

  @Test
  @DisplayName("goes on to the very same denoiser and text encoder")
  void resumesDiffusion() throws IOException {
    Map<String, List<Float>> atOnce = trainDiffusion(folder.resolve("a"), 3);
    Map<String, List<Float>> inParts = trainDiffusion(folder.resolve("b"), 1, 3);

    assertThat(atOnce).isNotEmpty();
    assertThat(inParts.equals(atOnce)).as("the same weights").isTrue();
  }

  @Test
  @DisplayName("refuses a state of another network, and names what is missing")
  void refusesOtherNetwork() throws IOException {
    Path state = folder.resolve("state");
    try (Diffusion diffusion = SmallModels.diffusion()) {
      TrainingState.save(state, 1, List.of(diffusion.textWeights()));

      assertThatThrownBy(() -> TrainingState.restore(state, List.of(diffusion.unetWeights())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("holds no WEIGHT of")
          .hasMessageContaining("delete it to start again");
    }
  }

  @Test
  @DisplayName("refuses a state that is cut off")
  void refusesDamage() throws IOException {
    Path state = folder.resolve("state");
    try (Autoencoder autoencoder = SmallModels.autoencoder()) {
      TrainingState.save(state, 1, autoencoder.weights());
      byte[] bytes = Files.readAllBytes(state);
      Files.write(state, Arrays.copyOf(bytes, bytes.length - 100));

      assertThatThrownBy(() -> TrainingState.restore(state, autoencoder.weights()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  @DisplayName("restores weights that the network joins for speed")
  void restoresJoinedWeights() {
    try (Diffusion one = SmallModels.diffusion();
        Diffusion other =
            new Diffusion(
                SmallModels.config(), ElementType.F32, new SplittableRandom(99), SmallModels.CPU)) {
      Map<String, FloatTensor> weights = one.unetWeights().export(Part.WEIGHT);

      assertThat(weights.keySet())
          .contains("mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight");
      other.unetWeights().restore(Part.WEIGHT, weights);
      other
          .unetWeights()
          .export(Part.WEIGHT)
          .forEach((name, tensor) -> assertThat(list(tensor)).isEqualTo(list(weights.get(name))));
    }
  }
}
