package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.request.GenerationResult;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;

@DisplayName("The guidance scale")
class ModelGuidanceTest {
  @TempDir Path folder;

  private static SettingsBuilder quick() {
    return Settings.builder().steps(3).seed(5);
  }

  private static TextToImage cat(SettingsBuilder settings) {
    return TextToImage.of("a cat", settings.build());
  }

  private Path modelThatSays(String index) throws IOException {
    Path model = folder.resolve("model");
    List<Path> all;
    try (Stream<Path> files = Files.walk(TinyModels.V1)) {
      all = files.toList();
    }
    for (Path path : all) {
      Files.copy(path, model.resolve(TinyModels.V1.relativize(path).toString()));
    }
    Files.writeString(model.resolve("model_index.json"), index);
    return model;
  }

  @Test
  @DisplayName("is the model's own where a request asks for none, and the result says which")
  void ofModel() throws IOException {
    try (StableDiffusion model = TinyModels.load(modelThatSays("{\"_guidance_scale\": 2.5}"))) {
      GenerationResult own = model.generate(cat(quick()));

      assertThat(own.first().picture())
          .isEqualTo(TinyModels.picture(model, cat(quick().guidanceScale(2.5))))
          .isNotEqualTo(TinyModels.picture(model, cat(quick().guidanceScale(7.5))));
      assertThat(own.first().parameters().cfgScale()).hasValue(2.5);
      assertThat(own.request().settings().guidanceScale()).hasValue(2.5);
      assertThat(model.guidanceScale()).isEqualTo(2.5);
    }
  }

  @Test
  @DisplayName("is 7.5 where neither request nor model asks for another")
  void ofDiffusers() {
    try (StableDiffusion model = TinyModels.load(TinyModels.V1)) {
      assertThat(TinyModels.picture(model, cat(quick())))
          .isEqualTo(TinyModels.picture(model, cat(quick().guidanceScale(7.5))));
    }
  }
}
