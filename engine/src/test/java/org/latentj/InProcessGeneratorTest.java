package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.onCpu;
import static org.latentj.TinyModels.quick;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.Picture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.TextToImage;

@DisplayName("The engine in this process")
class InProcessGeneratorTest {
  private static final ModelReference V1 = ModelReference.of(TinyModels.V1, onCpu());

  @TempDir private Path folder;

  private static Picture picture(ImageGenerator generator, ModelReference model) {
    return generator.generate(model, TextToImage.of("a cat", quick().build())).first().picture();
  }

  private Path copyOfTinyModel() throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(TinyModels.V1)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(TinyModels.V1.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return copy;
  }

  @Test
  @DisplayName("serves whatever model a request names, as the model itself would")
  void severalModels() {
    try (ImageGenerator generator = new InProcessGenerator();
        StableDiffusion v1 = TinyModels.load(TinyModels.V1);
        StableDiffusion inpainting = TinyModels.load(TinyModels.INPAINTING)) {
      ModelReference other = ModelReference.of(TinyModels.INPAINTING, onCpu());
      for (int i = 0; i < 2; i++) {
        assertThat(generator.load(V1)).isEqualTo(v1.info());
        assertThat(picture(generator, V1)).isEqualTo(TinyModels.picture(v1, "a cat", quick()));
        assertThat(generator.load(other)).isEqualTo(inpainting.info());
      }
    }
  }

  @Test
  @DisplayName("notices that a file of the loaded model was replaced")
  void replacedFile() throws IOException {
    ModelReference copy = ModelReference.of(copyOfTinyModel(), onCpu());
    try (ImageGenerator generator = new InProcessGenerator()) {
      Picture before = picture(generator, copy);
      assertThat(picture(generator, copy)).isEqualTo(before);

      Path config = folder.resolve("copy/unet/config.json");
      Files.writeString(config, "{ no JSON");

      assertThatThrownBy(() -> picture(generator, copy))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("config.json");
      // What fails to load leaves nothing behind that could be taken for it.
      assertThat(picture(generator, V1)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("loads nothing for who cancels before it begins")
  void cancelled() {
    GenerationListener cancelling =
        new GenerationListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    ModelReference missing = ModelReference.of(folder.resolve("missing"), onCpu());
    try (ImageGenerator generator = new InProcessGenerator()) {
      assertThatThrownBy(() -> generator.generate(missing, TextToImage.of("x"), cancelling))
          .isInstanceOf(GenerationCancelledException.class)
          .hasMessage("generation was cancelled before it began");
    }
  }

  @Test
  @DisplayName("refuses requests when it is closed")
  void closed() {
    ImageGenerator generator = new InProcessGenerator();
    generator.close();
    generator.close();
    assertThatThrownBy(() -> generator.load(V1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the generator is closed");
  }
}
