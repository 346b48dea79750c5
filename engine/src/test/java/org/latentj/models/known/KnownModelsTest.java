package org.latentj.models.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.download.FileHash;
import org.latentj.models.source.ModelSource;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.SamplerName;

class KnownModelsTest {

  @Test
  @DisplayName("v1-1 to v1-5, 2.0 and 2.1, with their inpainting models")
  void names() {
    assertThat(KnownModels.all())
        .extracting(KnownModel::name)
        .containsExactly(
            "stable-diffusion-v1-1",
            "stable-diffusion-v1-2",
            "stable-diffusion-v1-3",
            "stable-diffusion-v1-4",
            "stable-diffusion-v1-5",
            "stable-diffusion-inpainting",
            "stable-diffusion-2",
            "stable-diffusion-2-base",
            "stable-diffusion-2-inpainting",
            "stable-diffusion-2-1",
            "stable-diffusion-2-1-base");
  }

  @Test
  @DisplayName("Every entry can be named, hashes are hashes, and none is there twice")
  void entries() {
    Set<String> hashes = new HashSet<>();
    for (KnownModel model : KnownModels.all()) {
      assertThat(ModelSource.parse(model.source().text())).isEqualTo(model.source());
      assertThat(ModelSource.parse("hf:" + model.tokenizer())).isNotNull();
      assertThat(model.files()).isNotEmpty();
      for (KnownFile file : model.files()) {
        assertThat(ModelSource.parse(file.source().text())).isEqualTo(file.source());
        file.sha256()
            .ifPresent(hash -> assertThat(hashes.add(FileHash.sha256(hash).hex())).isTrue());
        assertThat(KnownModels.inRepository(file.repository())).contains(model);
      }
    }
    assertThat(hashes).hasSize(19);
  }

  @Test
  @DisplayName("Recommended samplers are the engine's")
  void samplers() {
    for (KnownModel model : KnownModels.all()) {
      RecommendedSettings settings = model.settings();
      assertThat(settings.size()).isIn(512, 768);
      assertThat(settings.steps()).isEqualTo(50);
      assertThat(SamplerName.parse(settings.sampler()).kind())
          .isIn(SamplerKind.PLMS, SamplerKind.DDIM);
    }
  }

  @Test
  @DisplayName("A repository is found under its old name, as a mirror, and in any case")
  void repositories() {
    KnownModel v15 = KnownModels.named("stable-diffusion-v1-5").orElseThrow();

    assertThat(KnownModels.inRepository("runwayml/stable-diffusion-v1-5")).contains(v15);
    assertThat(KnownModels.inRepository("compvis/stable-diffusion-v-1-4-original"))
        .contains(KnownModels.named("stable-diffusion-v1-4").orElseThrow());
    assertThat(KnownModels.inRepository("somebody/fine-tune")).isEmpty();
  }

  @Test
  @DisplayName("A file on disk is known by name and size")
  void localFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sd-v1-4.ckpt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1000);
      assertThat(KnownModels.ofLocalFile(file)).isEmpty();
      sparse.setLength(4_265_380_512L);
      assertThat(KnownModels.ofLocalFile(file))
          .map(KnownModel::name)
          .contains("stable-diffusion-v1-4");
    }
    assertThat(KnownModels.ofLocalFile(folder.resolve("other.ckpt"))).isEmpty();
  }
}
