package org.latentj.imagej.host;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.process.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.command.TextToImageCommand;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.scijava.module.Module;
import org.scijava.options.OptionsService;

@DisplayName("Macros in plain ImageJ")
class PlainHostTest {
  @TempDir private Path folder;
  private final TestContext host = new TestContext();

  @BeforeEach
  void install() throws Exception {
    MacroCommands.install(host.context());
  }

  @AfterEach
  void close() {
    Recorder.resetCommandOptions();
    host.close();
  }

  @Test
  @DisplayName("give inputs, and leave the others at their defaults")
  void giveInputs() {
    host.remember(TextToImageCommand.class, "steps", 3);

    String said = macro("prompt=[a dog, seed=9 [x]] seed=7 width=64 height=64");

    assertThat(host.engine().requests).as(said).hasSize(1);
    assertThat(host.engine().requests.get(0))
        .isEqualTo(
            new TextToImage("a dog, seed=9 [x]", 64, 64, Settings.builder().seed(7).build()));
    host.remember(TextToImageCommand.class, "steps", 50);
  }

  @Test
  @DisplayName("may write keys in any case")
  void anyCase() {
    macro("negativeprompt=[ugly] PROMPT=[a cat]");

    TextToImage request = (TextToImage) host.engine().requests.get(0);
    assertThat(request.prompt()).isEqualTo("a cat");
    assertThat(request.settings().negativePrompt()).isEqualTo("ugly");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("are told what is wrong with their options, and end")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sed=7           | 'Text to Image...' has no option 'sed': did you mean 'seed'?",
        "negative=ugly   | 'Text to Image...' has no option 'negative'. It has prompt, negativePrompt",
        "prompt=a cat    | 'Text to Image...' has no option 'cat'. It has",
        "prompt=a cat    | Values with spaces go into brackets, as in prompt=[a cell].",
        "steps=many      | expected 'steps' to be a number but got 'many'",
        "livePreview=x   | expected 'livePreview' to be true or false but got 'x'",
        "steps           | 'steps' needs a value: steps=...",
        "prompt=[a       | the value of 'prompt' begins with a bracket that is not closed",
      })
  void toldWhatIsWrong(String options, String reason) {
    String said = macro(options);

    assertThat(said).contains(reason).doesNotContain("next line");
    assertThat(host.engine().requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a cat",
        "[cat]",
        "a ]b[ c",
        "a cliff <lora:ink:0.8>, (zyx-style:1.2) <lora:my ink:te=0.5:unet=1>",
        "a dog, seed=9 [x] steps=3",
        "say \"hello\" 'there'",
        "\"quoted\"",
        "back\\slash \\n",
        "two\nlines\tand a tab",
        "ünïcödé 犬 🐕",
      })
  @DisplayName("that were recorded give the same picture again")
  void replay(String prompt) {
    Module module =
        host.run(
            TextToImageCommand.class,
            Map.of("prompt", prompt, "negativePrompt", prompt, "width", 32, "height", 32));
    ImagePlus first = (ImagePlus) module.getOutput("image");
    PlainHost.record(module);
    String recorded = Recorder.getCommandOptions();
    WindowManager.setTempCurrentImage(null);

    String said = macro(recorded);

    assertThat(host.engine().requests).as(said + recorded).hasSize(2);
    assertThat(host.engine().requests.get(1)).isEqualTo(host.engine().requests.get(0));
    assertThat((int[]) first.getProcessor().getPixels()).hasSize(32 * 32);
  }

  @Test
  @DisplayName("give DeepCache and token merging, which are recorded and replayed as other inputs")
  void accelerations() {
    String said = macro("prompt=[a cat] seed=7 deepcache=3 deepcachedepth=2 tokenmerging=0.5");
    PlainHost.record(
        host.run(
            TextToImageCommand.class,
            Map.of(
                "prompt",
                "a cat",
                "seed",
                7L,
                "deepCache",
                3,
                "deepCacheDepth",
                2,
                "tokenMerging",
                0.5)));
    String recorded = Recorder.getCommandOptions();
    WindowManager.setTempCurrentImage(null);
    said += macro(recorded);
    said += macro("prompt=[a cat] seed=7 tokenmerging=0.8");

    assertThat(host.engine().requests).as(said).hasSize(3);
    assertThat(host.engine().requests)
        .allMatch(
            request ->
                request
                    .settings()
                    .equals(
                        Settings.builder()
                            .seed(7)
                            .deepCache(3)
                            .deepCacheDepth(2)
                            .tokenMerging(0.5)
                            .build()));
    assertThat(recorded).contains("deepcache=3 deepcachedepth=2 tokenmerging=0.5 livepreview");
    assertThat(said).contains("expected token merging from 0 to 0.75 but got 0.8");
  }

  @Test
  @DisplayName("record no key that ImageJ would take for an earlier one")
  void noDuplicates() {
    List<String> lines =
        List.of(
            saying(
                    () -> {
                      Module module =
                          host.run(TextToImageCommand.class, Map.of("prompt", "seed=1 steps=2"));
                      PlainHost.record(module);
                    })
                .split("\n"));

    assertThat(lines).noneMatch(line -> line.contains("Duplicate"));
  }

  @Test
  @DisplayName("of earlier versions run as they were recorded, and new ones take a ControlNet")
  void controlNet() throws IOException {
    macro(
        "prompt=[a cat] negativeprompt= model=miniature steps=20 guidance=3.0 sampler=PLMS"
            + " schedule=Automatic seed=7 livepreview=false width=0 height=0");
    Path network = Files.createFile(folder.resolve("net work.safetensors"));
    ImagePlus image = new ImagePlus("drawing", new ByteProcessor(32, 32));
    WindowManager.setTempCurrentImage(image);
    String said =
        macro(
            "prompt=[a cat] steps=20 seed=7 controlnet=["
                + network
                + "] controlimage=[active image] controlpreprocessing=canny controlweight=0.8"
                + " controlstart=0 controlend=0.7");
    WindowManager.setTempCurrentImage(null);

    assertThat(host.engine().requests).as(said).hasSize(2);
    assertThat(host.engine().requests.get(0).controls()).isEmpty();
    assertThat(host.engine().requests.get(1).controls())
        .containsExactly(
            new Control(
                network, ControlImage.canny(Pictures.displayed(image)), 0.8, 0, 0.7, false));
  }

  @Test
  @DisplayName("switch options, of which the ones that are left out stay")
  void options() {
    EngineOptions options =
        host.context().service(OptionsService.class).getOptions(EngineOptions.class);
    options.setInput("memoryMode", "low");

    String said =
        saying(
            () -> IJ.runMacro("run(\"Stable Diffusion...\", \"watermark safetychecker=false\");"));

    EngineSettings settings = EngineSettings.of(host.context());
    options.reset();
    assertThat(said).contains("to be used with its safety checker");
    assertThat(settings.memoryMode()).isEqualTo(MemoryMode.LOW);
    assertThat(settings.pictures().watermark()).isTrue();
    assertThat(settings.pictures().safetyChecker()).isFalse();
  }

  @Test
  @DisplayName("manage models, and are told what to do where one cannot be had")
  void models() {
    String model = "hf:CompVis/stable-diffusion-v1-4";

    String said =
        saying(
            () ->
                IJ.runMacro(
                    """
                    run("Manage Models...", "action=where model=%1$s");
                    run("Manage Models...", "action=fetch model=%1$s accept=creativeml-openrail-m");
                    print("next line");
                    """
                        .formatted(model)));

    assertThat(said)
        .contains(model + " is not on this machine; 'fetch' would put it into")
        .contains("Manage Models...: " + model + " cannot be had")
        .contains("By hand: fetch these files of")
        .doesNotContain("next line");
  }

  private static String macro(String options) {
    return saying(
        () ->
            IJ.runMacro("run(\"Text to Image...\", \"" + options + "\");\nprint(\"next line\");"));
  }

  /** What is printed: without a screen, ImageJ's messages are. */
  private static String saying(Runnable run) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      run.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
