package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.imagej.FakeGenerationService;
import org.latentj.imagej.RecordingStatusService;
import org.latentj.imagej.TestContext;
import org.latentj.request.SafetyCheck;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.TorchException;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.task.event.TaskEvent;

@DisplayName("Text to Image")
class TextToImageCommandTest {
  @TempDir private Path folder;
  private final TestContext host = new TestContext();
  private final Context context = host.context();
  private CommandService commands;
  private FakeGenerationService generator;
  private Path model;

  @BeforeEach
  void createContext() throws Exception {
    commands = context.service(CommandService.class);
    generator = context.service(FakeGenerationService.class);
    model = Files.writeString(folder.resolve("model.safetensors"), "weights");
  }

  @AfterEach
  void disposeContext() {
    host.close();
  }

  @Test
  @DisplayName("stands in the menu Plugins > Stable Diffusion, runs headless and can be cancelled")
  void isInTheMenu() {
    CommandInfo info = commands.getCommand(TextToImageCommand.class);

    assertThat(info.getMenuPath().getMenuString())
        .isEqualTo("Plugins > Stable Diffusion > Text to Image...");
    assertThat(info.canRunHeadless()).isTrue();
    assertThat(org.scijava.Cancelable.class).isAssignableFrom(TextToImageCommand.class);
  }

  @Test
  @DisplayName("offers every sampler of the engine, and the engine's defaults")
  void offersSamplers() throws Exception {
    CommandInfo info = commands.getCommand(TextToImageCommand.class);

    assertThat(info.getInput("sampler").getChoices())
        .map(Object::toString)
        .containsExactlyElementsOf(
            Arrays.stream(SamplerKind.values()).map(SamplerKind::displayName).toList());
    run(Map.of("prompt", "a cell"));
    Settings asked = generator.requests.get(0).settings();
    assertThat(asked.toBuilder().seed(0).build()).isEqualTo(Settings.defaults());
  }

  @Test
  @DisplayName("passes every input to the engine")
  void passesInputs() throws Exception {
    run(
        Map.of(
            "prompt",
            "a cell, seed=9 [x]",
            "negativePrompt",
            "blurry",
            "width",
            64,
            "height",
            72,
            "steps",
            3,
            "guidance",
            5.5,
            "sampler",
            "DPM++ 2M Karras",
            "seed",
            5L));

    Settings settings =
        Settings.builder()
            .negativePrompt("blurry")
            .seed(5)
            .steps(3)
            .guidanceScale(5.5)
            .sampler(SamplerKind.DPMPP_2M)
            .schedule(ScheduleKind.KARRAS)
            .build();
    assertThat(generator.requests)
        .containsExactly(new TextToImage("a cell, seed=9 [x]", 64, 72, settings));
    assertThat(generator.models).containsExactly(Optional.of(model));
  }

  @ParameterizedTest(name = "''{0}''")
  @ValueSource(strings = {"", " "})
  @DisplayName("without a model takes the embedded one, and says so")
  void usesEmbeddedModel(String none) throws Exception {
    run(Map.of("model", none, "prompt", "a cell"));

    assertThat(generator.models).containsExactly(Optional.empty());
    assertThat(context.service(RecordingStatusService.class).lines)
        .containsSubsequence(
            "Using the embedded model miniature; 'Model' can name another",
            "1/50 Step 1 of 50, 98 s left");
  }

  @Test
  @DisplayName("with a model of one's own does not speak of the embedded one")
  void keepsQuietOfTheEmbeddedModel() throws Exception {
    run(Map.of("prompt", "a cell", "steps", 1));

    assertThat(context.service(RecordingStatusService.class).lines)
        .noneMatch(line -> line.contains("miniature"));
  }

  @Test
  @DisplayName("leaves the size to the model unless a side is given")
  void leavesSizeToTheModel() throws Exception {
    run(Map.of("prompt", "a cell"));
    run(Map.of("prompt", "a cell", "width", 64));

    assertThat(generator.requests)
        .extracting(
            request -> ((TextToImage) request).width() + "x" + ((TextToImage) request).height())
        .containsExactly("0x0", "64x0");
  }

  @Test
  @DisplayName("gives an RGB image that knows how it was made")
  void givesAnImage() throws Exception {
    Module module = run(Map.of("prompt", "a\ncell", "seed", 5L));

    ImagePlus image = (ImagePlus) module.getOutput("image");
    assertThat(image.getType()).isEqualTo(ImagePlus.COLOR_RGB);
    assertThat(image.getTitle()).isEqualTo("a cell (seed 5)");
    assertThat((int[]) image.getProcessor().getPixels()).containsExactly(0xff010203, 0xffff0080);
    assertThat(image.getInfoProperty()).startsWith("a\ncell\nSteps: 1, Sampler: PLMS");
  }

  @Test
  @DisplayName("shortens long prompts in titles")
  void shortensTitles() throws Exception {
    Module module = run(Map.of("prompt", "x".repeat(100), "seed", 5L));

    assertThat(((ImagePlus) module.getOutput("image")).getTitle())
        .isEqualTo("x".repeat(40) + "... (seed 5)");
    module = run(Map.of("prompt", " ", "seed", 5L));
    assertThat(((ImagePlus) module.getOutput("image")).getTitle())
        .isEqualTo("Text to Image (seed 5)");
  }

  @Test
  @DisplayName("with seed -1 draws one and leaves it in the input, so that a macro repeats it")
  void writesSeedBack() throws Exception {
    Module first = run(Map.of("prompt", "x", "seed", -1L));
    Module second = run(Map.of("prompt", "x"));

    long seed = (Long) first.getInput("seed");
    assertThat(seed).isBetween(0L, (1L << 32) - 1);
    assertThat(generator.requests.get(0).settings().seed()).isEqualTo(seed);
    // Equal by chance once in four billion runs.
    assertThat(second.getInput("seed")).isNotEqualTo(seed);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @DisplayName("refuses bad inputs with a reason, and generates nothing")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "model   | /no/way | there is no model '/no/way'. Name a folder in the diffusers layout",
        "width   | 7       | expected a width of 0 (the model's own) or from 8 to 2048 pixels but got 7",
        "height  | 99999   | expected a height of 0 (the model's own) or from 8 to 2048 pixels but got 99999",
        "steps   | 0       | expected steps from 1 to 1000 but got 0",
        "guidance| -1      | expected guidance scale from 0 to 100 but got -1",
        "guidance| NaN     | expected guidance scale from 0 to 100 but got ",
        "seed    | -2      | expected seed -1 (random) or more but got -2",
        "sampler | Eular   | unknown sampler \"Eular\": did you mean \"Euler\"?",
      })
  void refusesBadInputs(String input, String value, String reason) throws Exception {
    Module module = run(Map.of("prompt", "x", input, value));

    assertThat(TestContext.reason(module)).startsWith(reason);
    assertThat(module.getOutput("image")).isNull();
    assertThat(generator.requests).isEmpty();
  }

  @Test
  @DisplayName("tells why a model or the machine failed")
  void tellsFailures() throws Exception {
    for (RuntimeException failure :
        List.of(new CheckpointException("no UNet"), new TorchException("out of memory"))) {
      generator.failure = failure;
      Module module = run(Map.of("prompt", "x"));

      assertThat(TestContext.reason(module)).isEqualTo(failure.getMessage());
      assertThat(module.getOutput("image")).isNull();
    }
  }

  @Test
  @DisplayName("ends before the next step when its task is cancelled")
  void canBeCancelled() throws Exception {
    TaskCanceller canceller = new TaskCanceller();
    context.service(EventService.class).subscribe(canceller);
    generator.onFirstStep = () -> canceller.tasks.get(0).getTask().cancel("enough");

    Module module = run(Map.of("prompt", "x", "steps", 9));

    assertThat(TestContext.reason(module)).isEqualTo("Text to Image was cancelled: before step 2");
    assertThat(module.getOutput("image")).isNull();
    assertThat(canceller.tasks.get(0).getTask().isDone()).isTrue();
  }

  @Test
  @DisplayName("says in status bar, title and property that the safety checker flagged its picture")
  void tellsFlagged() throws Exception {
    generator.safety = new SafetyCheck(SafetyCheck.Outcome.FLAGGED, List.of(0.1), List.of());

    ImagePlus image = (ImagePlus) run(Map.of("prompt", "a cell", "seed", 5L)).getOutput("image");

    assertThat(image.getTitle()).isEqualTo("a cell (seed 5), flagged by the safety checker");
    assertThat(image.getProp("LatentJ_safety"))
        .isEqualTo("flagged 1 of 1 pictures, [1]: replaced by black");
    List<String> lines = context.service(RecordingStatusService.class).lines;
    assertThat(lines)
        .containsSubsequence(
            "cleared",
            "Text to Image: the model's safety checker flagged 1 of 1 pictures, [1]: replaced by"
                + " black. Try another prompt or seed");
    generator.safety = new SafetyCheck(SafetyCheck.Outcome.PASSED, List.of(-0.1), List.of());
    image = (ImagePlus) run(Map.of("prompt", "a cell", "seed", 5L)).getOutput("image");
    assertThat(image.getTitle()).isEqualTo("a cell (seed 5)");
    assertThat(image.getProp("LatentJ_safety")).isEqualTo("passed");
  }

  @Test
  @DisplayName("shows its steps in the status bar")
  void showsProgress() throws Exception {
    run(Map.of("prompt", "x", "steps", 2));

    assertThat(context.service(RecordingStatusService.class).lines)
        .containsSubsequence("1/2 Step 1 of 2, 2 s left", "2/2 Step 2 of 2, 1 s left", "cleared");
  }

  @Test
  @DisplayName("without a dialog takes the declared defaults, not what was entered last")
  void doesNotLeakLastInputs() throws Exception {
    run(Map.of("prompt", "a secret", "negativePrompt", "hidden", "steps", 3, "seed", 4L));

    run(Map.of());

    TextToImage second = (TextToImage) generator.requests.get(1);
    assertThat(second.prompt()).isEmpty();
    assertThat(second.settings().negativePrompt()).isEmpty();
    assertThat(second.settings().steps()).isEqualTo(50);
  }

  @Test
  @DisplayName("keeps no images in the preferences")
  void persistsNoImages() {
    CommandInfo info = commands.getCommand(TextToImageCommand.class);

    for (ModuleItem<?> input : info.inputs()) {
      assertThat(input.getType()).isNotEqualTo(ImagePlus.class);
    }
  }

  private Module run(Map<String, Object> inputs) {
    Map<String, Object> all = new HashMap<>(inputs);
    all.putIfAbsent("model", model.toString());
    return host.run(TextToImageCommand.class, all);
  }

  /** Keeps the tasks that it hears of. */
  public static final class TaskCanceller {
    private final List<TaskEvent> tasks = new ArrayList<>();

    /** Called by the event bus. */
    @EventHandler
    public void onEvent(TaskEvent event) {
      tasks.add(event);
    }
  }
}
