package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.TinyFiles;
import org.latentj.imagej.command.ImageToImageCommand;
import org.latentj.imagej.command.InpaintCommand;
import org.latentj.imagej.command.TextToImageCommand;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.imagej.pixels.SafetyMark;
import org.latentj.watermark.Watermark;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.options.OptionsService;

@DisplayName("What extends models, with the engine")
class ExtensionsTest {
  private static final String PROMPT = "a red circle on a white background";

  @TempDir private Path folder;
  private final Context context = new Context();

  @AfterEach
  void close() {
    context.dispose();
    System.clearProperty(WorkerClassPath.PROPERTY);
  }

  private void where(String engine) {
    boolean worker = engine.equals("worker");
    System.setProperty(
        WorkerClassPath.PROPERTY, worker ? System.getProperty("java.class.path") : "");
  }

  private EngineOptions options() {
    return context.service(OptionsService.class).getOptions(EngineOptions.class);
  }

  private void set(Object... inputs) {
    for (int i = 0; i < inputs.length; i += 2) {
      options().setInput((String) inputs[i], inputs[i + 1]);
    }
  }

  private Module run(Class<? extends Command> command, Object... inputs) throws Exception {
    Map<String, Object> all = new HashMap<>(Map.of("prompt", PROMPT, "steps", 2, "seed", 7L));
    for (int i = 0; i < inputs.length; i += 2) {
      all.put((String) inputs[i], inputs[i + 1]);
    }
    return context.service(CommandService.class).run(command, true, all).get();
  }

  private ImagePlus draw(Object... inputs) throws Exception {
    return image(run(TextToImageCommand.class, inputs));
  }

  private static ImagePlus image(Module module) {
    assertThat(TestContext.reason(module)).isNull();
    return (ImagePlus) module.getOutput("image");
  }

  private static int[] pixels(ImagePlus image) {
    return TestImages.bits(image)[0];
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"worker", "in process"})
  @DisplayName("LoRAs and embeddings of the options' folders are used by prompts that name them")
  void lorasAndEmbeddings(String engine) throws Exception {
    where(engine);
    Path loras = folder.resolve("my loras");
    TinyFiles.lora(loras, "ink");
    TinyFiles.embedding(folder.resolve("words"), "zyx-style");
    set("loraFolder", loras.toString(), "embeddingsFolder", folder.resolve("words").toString());

    ImagePlus plain = draw();
    ImagePlus lora = draw("prompt", PROMPT + " <lora:ink:0.8>");
    ImagePlus weak = draw("prompt", PROMPT + " <lora:ink:0>");
    ImagePlus word = draw("prompt", PROMPT + ", zyx-style");
    Module missing = run(TextToImageCommand.class, "prompt", "a cat <lora:inc:1>");

    assertThat(pixels(lora)).isNotEqualTo(pixels(plain));
    assertThat(pixels(weak)).isEqualTo(pixels(plain));
    assertThat(pixels(word)).isNotEqualTo(pixels(plain));
    assertThat(lora.getInfoProperty())
        .startsWith(PROMPT + " <lora:ink:0.8>\n")
        .containsPattern("Lora hashes: \"?ink: [0-9a-f]{12}");
    assertThat(word.getInfoProperty()).containsPattern("TI hashes: \"?zyx-style: [0-9a-f]{12}");
    assertThat(plain.getInfoProperty()).doesNotContain("hashes");
    assertThat(TestContext.reason(missing))
        .contains("there is no LoRA named 'inc' in " + loras + "; there are ink");
  }

  @Test
  @DisplayName("an embedding that is added while ImageJ runs is known to the next picture")
  void addedLater() throws Exception {
    where("in process");
    Path words = Files.createDirectories(folder.resolve("words"));
    set("embeddingsFolder", words.toString());
    int[] before = pixels(draw("prompt", "a cat, zyx-style"));

    TinyFiles.embedding(words, "zyx-style");

    assertThat(pixels(draw("prompt", "a cat, zyx-style"))).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"worker", "in process"})
  @DisplayName("another VAE decodes the pictures of models but the embedded one, and they name it")
  void vae(String engine) throws Exception {
    where(engine);
    String model = TinyFiles.MODEL.toString();
    ImagePlus own = draw("model", model);
    int[] embedded = pixels(draw());
    set("vae", TinyFiles.vae(folder).toString());

    ImagePlus other = draw("model", model);

    assertThat(pixels(other)).isNotEqualTo(pixels(own));
    assertThat(other.getInfoProperty())
        .contains("VAE: other-vae")
        .containsPattern("VAE hash: [0-9a-f]{10}");
    assertThat(pixels(draw())).isEqualTo(embedded);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"worker", "in process"})
  @DisplayName("a picture that the model's safety checker flags is black, and says so in its title")
  void safety(String engine) throws Exception {
    where(engine);
    String model = TinyFiles.flaggingModel(folder).toString();

    ImagePlus flagged = draw("model", model, "prompt", "a cat");

    assertThat(pixels(flagged)).containsOnly(0xff000000);
    assertThat(flagged.getTitle()).isEqualTo("a cat (seed 7), flagged by the safety checker");
    assertThat(flagged.getProp(SafetyMark.PROPERTY))
        .isEqualTo("flagged 1 of 1 pictures, [1]: replaced by black");
    assertThat(flagged.getInfoProperty()).contains("Safety checker: flagged");

    set("safetyChecker", false);
    ImagePlus unchecked = draw("model", model, "prompt", "a cat");

    assertThat(pixels(unchecked)).doesNotContain(0xff000000);
    assertThat(unchecked.getTitle()).isEqualTo("a cat (seed 7)");
    assertThat(unchecked.getProp(SafetyMark.PROPERTY)).isEqualTo("not checked (switched off)");
    assertThat(unchecked.getInfoProperty()).contains("Safety checker: off");
  }

  @Test
  @DisplayName("a selection that is flagged stays as it was, and the log says why")
  void safetyOfSelections() throws Exception {
    where("in process");
    ImagePlus image = TestImages.SHORT.make();
    image.setRoi(new OvalRoi(24, 20, 20, 20));
    Path model = TinyFiles.flaggingModel(folder);

    ImagePlus edited = image(run(InpaintCommand.class, "input", image, "model", model.toString()));

    assertThat(pixels(edited)).isEqualTo(pixels(image));
    assertThat(edited.getTitle()).isEqualTo("short-inpaint");
    assertThat(edited.getInfoProperty())
        .contains("the model's safety checker flagged 1 of 1 selections, [1]: left as before");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"worker", "in process"})
  @DisplayName("the watermark is in whole pictures that can hold it; smaller ones come without")
  void watermark(String engine) throws Exception {
    where(engine);
    String model = TinyFiles.MODEL.toString();
    int[] small = pixels(draw());
    ImagePlus without = draw("model", model, "width", 256, "height", 256);
    set("watermark", true);

    ImagePlus with = draw("model", model, "width", 256, "height", 256);

    assertThat(Pictures.displayed(with))
        .isEqualTo(Watermark.STABLE_DIFFUSION_V1.embedded(Pictures.displayed(without)));
    assertThat(with.getInfoProperty()).contains("Watermark: StableDiffusionV1");
    assertThat(pixels(draw())).as("of 128x128").isEqualTo(small);
    ImagePlus source = IJ.createImage("grey", "RGB", 256, 256, 1);
    ImagePlus changed =
        image(run(ImageToImageCommand.class, "input", source, "model", model, "strength", 0.5));
    assertThat(changed.getInfoProperty()).contains("Watermark: StableDiffusionV1");
  }
}
