package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.model.ModelService;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

@DisplayName("Commands on files, models and menus")
class FileCommandsTest {
  private static final String PARAMETERS =
      "a red fox 犬\nNegative prompt: blurry\nSteps: 3, Sampler: Euler a, CFG scale: 5, Seed: 9,"
          + " Size: 64x72, RNG: CPU";

  @TempDir private Path folder;
  private final TestContext host = new TestContext();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("save a PNG with parameters and origin, and repeat it")
  void saveAndRepeat() throws Exception {
    Module made =
        host.run(
            TextToImageCommand.class,
            Map.of("prompt", "a red fox", "width", 32, "height", 32, "seed", 5L));
    ImagePlus image = (ImagePlus) made.getOutput("image");
    Path file = folder.resolve("fox");

    Module saved = host.run(SaveCommand.class, Map.of("input", image, "file", file.toFile()));

    assertThat(TestContext.reason(saved)).isNull();
    Path png = folder.resolve("fox.png");
    assertThat(PictureFiles.readParameters(png).orElseThrow()).startsWith("a red fox\nSteps: ");
    assertThat(Files.readString(png, StandardCharsets.ISO_8859_1))
        .contains("digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(Picture.read(png).rgb(3, 3)).isEqualTo(image.getProcessor().get(3, 3) & 0xffffff);
    assertThat(folder.toFile().list()).containsExactly("fox.png");
    Module repeated = host.run(ReproduceCommand.class, Map.of("file", png.toString()));
    assertThat(TestContext.reason(repeated)).isNull();
    assertThat(host.engine().requests.get(1).prompt()).isEqualTo("a red fox");
    assertThat(
            TestContext.reason(
                host.run(
                    SaveCommand.class,
                    Map.of("input", image, "file", folder.resolve("no/fox.png").toFile()))))
        .startsWith("there is no folder '");
  }

  @Test
  @DisplayName("repeat an image from its info, or say why not")
  void repeat() {
    ImagePlus image = TestImages.RGB.make();
    image.setProperty("Info", PARAMETERS);

    host.run(ReproduceCommand.class, Map.of("input", image));

    TextToImage request = (TextToImage) host.engine().requests.get(0);
    assertThat(request.prompt()).isEqualTo("a red fox 犬");
    assertThat(request.settings().negativePrompt()).isEqualTo("blurry");
    assertThat(request.settings().seed()).isEqualTo(9);
    assertThat(request.width() + "x" + request.height()).isEqualTo("64x72");
    assertThat(
            TestContext.reason(
                host.run(ReproduceCommand.class, Map.of("input", TestImages.BYTE.make()))))
        .startsWith("'byte.tif' carries no generation parameters: Image > Show Info...");
    assertThat(TestContext.reason(host.run(ReproduceCommand.class, Map.of())))
        .isEqualTo("there is no image open, and no picture file was named: nothing to repeat");
    image.setProperty("Info", PARAMETERS + ", Model: other");
    assertThat(TestContext.reason(host.run(ReproduceCommand.class, Map.of("input", image))))
        .startsWith(
            "the image was made with the model 'other', which is not installed ([miniature");
  }

  @Test
  @DisplayName("list, add and remove models")
  void models() throws Exception {
    Path model = Files.createDirectories(folder.resolve("my-model/unet"));
    Files.writeString(
        model.resolve("config.json"), "{\"cross_attention_dim\": 768, \"in_channels\": 9}");
    Files.writeString(folder.resolve("my-model/model_index.json"), "{}");
    Files.writeString(
        folder.resolve("my-model/README.md"), "---\nlicense: creativeml-openrail-m\n---\n");
    String path = folder.resolve("my-model").toString();

    Module added = host.run(ManageModelsCommand.class, Map.of("action", "add", "path", path));

    ResultsTable table = (ResultsTable) added.getOutput("table");
    int row = row(table, "my-model");
    assertThat(table.getStringValue("Name", 0)).isEqualTo("miniature");
    assertThat(table.getStringValue("State", row)).isEqualTo("added");
    assertThat(table.getStringValue("Family", row)).isEqualTo("Stable Diffusion v1 inpainting");
    assertThat(table.getStringValue("Licence", row)).isEqualTo("creativeml-openrail-m");
    host.run(TextToImageCommand.class, Map.of("prompt", "x", "model", "my-model", "steps", 1));
    assertThat(host.engine().models.get(0)).contains(Path.of(path));
    host.run(ManageModelsCommand.class, Map.of("action", "remove", "path", "my-model"));
    assertThat(host.context().service(ModelService.class).installed())
        .noneMatch(installed -> installed.name().equals("my-model"));
    assertThat(reason("remove", "my-model")).startsWith("no model 'my-model' was added.");
    assertThat(reason("add", folder.toString())).contains("is no model: expected a folder with");
    assertThat(reason("add", " ")).startsWith("expected a folder in the diffusers layout");
    assertThat(reason("burn", ""))
        .isEqualTo(
            "expected the action list, fetch, verify, where, convert, add or remove but got 'burn'");
  }

  private static int row(ResultsTable table, String name) {
    for (int row = 0; row < table.size(); row++) {
      if (table.getStringValue("Name", row).equals(name)) {
        return row;
      }
    }
    throw new AssertionError("no row " + name);
  }

  private String reason(String action, String path) {
    return TestContext.reason(
        host.run(ManageModelsCommand.class, Map.of("action", action, "path", path)));
  }

  @Test
  @DisplayName("without a dialog neither see nor change what dialogs remember")
  void memory() {
    host.remember(TextToImageCommand.class, "prompt", "entered");
    host.remember(TextToImageCommand.class, "seed", -1L);

    host.run(TextToImageCommand.class, Map.of("prompt", "a script's", "seed", 7L));

    assertThat(host.remembered(TextToImageCommand.class, "prompt")).isEqualTo("entered");
    assertThat(host.remembered(TextToImageCommand.class, "seed")).isNull();
    host.remember(TextToImageCommand.class, "prompt", "");
  }

  @Test
  @DisplayName("show help")
  void help() {
    assertThat((String) host.run(HelpCommand.class, Map.of()).getOutput("text"))
        .contains("Text to Image...", "Inpaint Selection...");
  }

  @Test
  @DisplayName("stand in the menu of SciJava as in plain ImageJ's, under names of their own")
  void menus() throws Exception {
    List<String> config = Files.readAllLines(Path.of("src/main/resources/plugins.config"));
    Set<String> names = new HashSet<>();
    for (CommandInfo info : ours()) {
      String name = info.getMenuPath().getLeaf().getName();
      assertThat(names.add(name)).as(name).isTrue();
      // ij.Executer, which menus call, takes all such for its own Process > Repeat Command.
      assertThat(name).doesNotStartWith("Repeat");
      assertThat(info.canRunHeadless()).as(name).isTrue();
      assertThat(info.isValid()).as(name + info.getProblems()).isTrue();
      assertThat(config)
          .anyMatch(
              line ->
                  line.contains("\"" + name + "\"")
                      && line.contains("(\"" + info.getDelegateClassName() + "\")"));
      keysAreDistinct(info);
    }
    assertThat(names).hasSize(12);
  }

  private List<CommandInfo> ours() {
    return host.context().service(CommandService.class).getCommands().stream()
        .filter(info -> info.getDelegateClassName().startsWith("org.latentj."))
        .toList();
  }

  /** ImageJ's recorder finds a key by "key=" anywhere in what was recorded before it. */
  private static void keysAreDistinct(CommandInfo info) {
    StringBuilder recorded = new StringBuilder();
    for (ModuleItem<?> input : info.inputs()) {
      String key = input.getName().toLowerCase(Locale.ROOT) + "=";
      assertThat(recorded.toString()).doesNotContain(key);
      recorded.append(key).append("0 ");
      assertThat(input.getType() != ImagePlus.class || !input.isPersisted()).isTrue();
    }
  }

  @Test
  @DisplayName("read the options, and refuse wrong ones")
  void options() {
    EngineOptions options = new EngineOptions();
    host.context().inject(options);
    options.setInput("device", "gpu");
    options.run();
    assertThat(options.getCancelReason())
        .isEqualTo("expected device auto, cpu, cuda or cuda:N but got 'gpu'");
    EngineOptions other = new EngineOptions();
    host.context().inject(other);
    other.setInput("device", "cuda:1");
    other.setInput("precision", "fp16");
    other.setInput("modelsFolder", folder.toString());
    assertThat(other.settings().loadOptions().device()).isEqualTo("cuda:1");
    assertThat(other.settings().modelsFolder()).isEqualTo(folder);
    assertThat(other.settings().loadOptions().memory()).isEqualTo(MemoryMode.AUTO);
    other.setInput("memoryMode", "lowest");
    assertThat(other.settings().loadOptions().memory()).isEqualTo(MemoryMode.LOWEST);
    other.setInput("memoryMode", "tiny");
    other.run();
    assertThat(other.getCancelReason())
        .isEqualTo("expected memory mode [auto, normal, low, lowest] but got 'tiny'");
  }

  @Test
  @DisplayName("wait for each other, and say so")
  void queue() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    host.engine().onFirstStep =
        () -> {
          first.countDown();
          try {
            go.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    Thread one =
        new Thread(() -> host.run(TextToImageCommand.class, Map.of("prompt", "1", "steps", 1)));
    Thread two =
        new Thread(() -> host.run(TextToImageCommand.class, Map.of("prompt", "2", "steps", 1)));
    one.start();
    first.await(60, TimeUnit.SECONDS);
    two.start();
    String waits = "Text to Image waits until the picture in progress is finished";
    while (!host.status().lines.contains(waits)) {
      Thread.sleep(20);
    }
    assertThat(host.engine().requests).hasSize(1);
    go.countDown();
    one.join(60_000);
    two.join(60_000);
    assertThat(host.engine().requests)
        .extracting(request -> request.prompt())
        .containsExactly("1", "2");
  }
}
