package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.command.TextToImageCommand;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

@DisplayName("Text to Image with the engine and the tiny model")
class InProcessGenerationServiceTest {
  private static final Path TINY_MODEL =
      Path.of("../engine/src/test/resources/conformance/tiny-diffusers");

  @TempDir private Path folder;

  @Test
  @DisplayName("gives the same image for the same seed, another for another, and its parameters")
  void generates() throws Exception {
    try (Context context = new Context()) {
      ImagePlus first = image(run(context, TINY_MODEL, 7));
      ImagePlus second = image(run(context, TINY_MODEL, 7));
      ImagePlus third = image(run(context, TINY_MODEL, 8));

      assertThat(first.getWidth()).isEqualTo(64);
      assertThat(first.getHeight()).isEqualTo(72);
      assertThat(first.getType()).isEqualTo(ImagePlus.COLOR_RGB);
      assertThat(first.getInfoProperty())
          .startsWith("a red fox\nNegative prompt: blurry\nSteps: 2, Sampler: Euler a")
          .contains("Seed: 7", "Size: 64x72");
      assertThat(pixels(second)).isEqualTo(pixels(first));
      assertThat(pixels(third)).isNotEqualTo(pixels(first));
    }
  }

  @Test
  @DisplayName("without a model draws with the embedded one, at its size, and names it in the info")
  void generatesWithTheEmbeddedModel() throws Exception {
    try (Context context = new Context()) {
      Map<String, Object> inputs =
          Map.of("prompt", "a red circle on a white background", "steps", 2, "seed", 7L);
      ImagePlus image =
          image(
              context
                  .service(CommandService.class)
                  .run(TextToImageCommand.class, true, inputs)
                  .get());

      assertThat(image.getWidth()).isEqualTo(128);
      assertThat(image.getHeight()).isEqualTo(128);
      assertThat(image.getInfoProperty()).contains("Seed: 7", "Size: 128x128", "Model: miniature");
      assertThat(pixels(image(run(context, TINY_MODEL, 7)))).hasSize(64 * 72);
    }
  }

  @Test
  @DisplayName("takes DeepCache and token merging: another image, whose parameters name them")
  void accelerates() throws Exception {
    try (Context context = new Context()) {
      ImagePlus plain = image(run(context, TINY_MODEL, 7));
      ImagePlus faster =
          image(
              run(
                  context,
                  TINY_MODEL,
                  7,
                  Map.of("deepCache", 2, "deepCacheDepth", 2, "tokenMerging", 0.5)));
      Module tooDeep = run(context, TINY_MODEL, 7, Map.of("deepCache", 2, "deepCacheDepth", 64));

      assertThat(plain.getInfoProperty()).doesNotContain("DeepCache", "Token merging");
      assertThat(faster.getInfoProperty())
          .contains("DeepCache interval: 2", "DeepCache depth: 2", "Token merging ratio: 0.5");
      assertThat(pixels(faster)).isNotEqualTo(pixels(plain));
      assertThat(TestContext.reason(tooDeep))
          .matches(
              "expected a DeepCache depth from 1 to \\d+, the up layers of this model's UNet, but"
                  + " got 64");
    }
  }

  @Test
  @DisplayName("tells why a file is no model")
  void refusesOtherFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("fake.ckpt"), "nothing");
    try (Context context = new Context()) {
      Module module = run(context, file, 1);

      assertThat(TestContext.reason(module)).contains("fake.ckpt");
    }
  }

  @Test
  @DisplayName("keeps a model loaded until one of its files is replaced")
  void keepsTheModel() throws Exception {
    Path model = folder.resolve("model");
    copy(TINY_MODEL, model);
    Path config = model.resolve("unet/config.json");
    try (Context context = new Context()) {
      int[] first = pixels(image(run(context, model, 7)));
      FileTime time = Files.getLastModifiedTime(config);
      byte[] text = Files.readAllBytes(config);
      Arrays.fill(text, (byte) '?');
      Files.write(config, text);

      Files.setLastModifiedTime(config, time);
      assertThat(pixels(image(run(context, model, 7)))).isEqualTo(first);

      Files.setLastModifiedTime(config, FileTime.fromMillis(time.toMillis() + 5000));
      assertThat(TestContext.reason(run(context, model, 7))).contains("config.json");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Module run(Context context, Path model, long seed) throws Exception {
    return run(context, model, seed, Map.of());
  }

  private static Module run(Context context, Path model, long seed, Map<String, Object> others)
      throws Exception {
    Map<String, Object> inputs = new HashMap<>(others);
    inputs.putAll(
        Map.of(
            "model",
            model.toString(),
            "prompt",
            "a red fox",
            "negativePrompt",
            "blurry",
            "width",
            64,
            "height",
            72,
            "steps",
            2,
            "sampler",
            "Euler a",
            "seed",
            seed));
    return context.service(CommandService.class).run(TextToImageCommand.class, true, inputs).get();
  }

  private static ImagePlus image(Module module) {
    assertThat(TestContext.reason(module)).isNull();
    return (ImagePlus) module.getOutput("image");
  }

  private static int[] pixels(ImagePlus image) {
    return (int[]) image.getProcessor().getPixels();
  }
}
