package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.model.ModelConfig;
import org.latentj.network.ClipTextEncoder;
import org.latentj.network.EmitOptions;
import org.latentj.network.UNet;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.tensor.FloatTensor;

@DisplayName("The model's folder")
class ModelFolderTest {
  @TempDir private Path folder;
  private Path words;

  @BeforeEach
  void writeVocabulary() throws IOException {
    words = Files.createDirectory(folder.resolve("words"));
    Train.vocabulary().write(words);
  }

  @Test
  @DisplayName("is read back as the same configuration and, to half precision, the same weights")
  void readsBack() throws IOException {
    Path target = folder.resolve("model");

    SmallPool.write(target, words);

    try (Checkpoint checkpoint = Checkpoint.open(target);
        Diffusion diffusion = SmallModels.diffusion()) {
      ModelConfig expected = SmallModels.config();
      assertThat(checkpoint.config().unet()).isEqualTo(expected.unet());
      assertThat(checkpoint.config().vae()).isEqualTo(expected.vae());
      assertThat(checkpoint.config().textEncoder()).isEqualTo(expected.textEncoder());
      assertThat(checkpoint.config().noiseSchedule()).isEqualTo(expected.noiseSchedule());
      Map<String, FloatTensor> weights = diffusion.unetWeights().export(Part.AVERAGE);
      for (Map.Entry<String, FloatTensor> weight : weights.entrySet()) {
        FloatTensor stored = checkpoint.unet().read(weight.getKey()).toFloats();
        assertThat(stored.maxAbsDifference(weight.getValue()))
            .as(weight.getKey())
            .isCloseTo(0, within(5e-4));
      }
    }
  }

  @Test
  @DisplayName("replaces an older one as a whole")
  void replaces() throws IOException {
    Path target = Files.createDirectory(folder.resolve("model"));
    Path stale = Files.writeString(target.resolve("stale.txt"), "from before");

    SmallPool.write(target, words);

    assertThat(stale).doesNotExist();
    assertThat(target.resolve("model_index.json")).exists();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(target, words);
    }
  }

  @Test
  @DisplayName("of miniature stays below 12 MB")
  void isSmall() {
    ModelConfig config = MiniatureConfig.of(Train.vocabulary().size(), 1);
    EmitOptions plain = EmitOptions.reference();
    long parameters =
        ClipTextEncoder.script(config.textEncoder(), plain).weights().parameters()
            + UNet.script(config.unet(), plain).weights().parameters()
            + VaeEncoder.script(config.vae(), plain).weights().parameters()
            + VaeDecoder.script(config.vae(), plain).weights().parameters();

    assertThat(2 * parameters).isBetween(10_000_000L, 11_800_000L);
  }
}
