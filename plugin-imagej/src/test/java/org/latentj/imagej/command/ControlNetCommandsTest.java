package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.macro.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.control.ControlService;
import org.latentj.imagej.control.HintName;
import org.latentj.imagej.control.NetworkName;
import org.latentj.imagej.macro.RecordedInputs;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.GenerationRequest;
import org.latentj.request.Inpainting;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.object.ObjectService;
import org.scijava.options.OptionsService;

@DisplayName("Commands with a ControlNet")
class ControlNetCommandsTest {
  @TempDir private Path folder;
  private final TestContext host = new TestContext();
  private Path canny;
  private ImagePlus image;

  @BeforeEach
  void open() throws IOException {
    canny = Files.createFile(folder.resolve("canny.safetensors"));
    Files.createFile(folder.resolve("notes.txt"));
    Files.createFile(Files.createDirectory(folder.resolve("depth")).resolve("config.json"));
    Files.createDirectory(folder.resolve("empty"));
    host.context()
        .service(OptionsService.class)
        .getOptions(EngineOptions.class)
        .setInput("controlNetsFolder", folder.toString());
    image = TestImages.RGB.make();
    // Without a screen, what batch mode knows is open; the last one is the active one.
    Interpreter.batchMode = true;
    Interpreter.addBatchModeImage(image);
  }

  @AfterEach
  void close() {
    closeImages();
    Interpreter.batchMode = false;
    host.close();
  }

  private static void closeImages() {
    int[] open = Interpreter.getBatchModeImageIDs();
    for (int id : open == null ? new int[0] : open) {
      Interpreter.removeBatchModeImage(WindowManager.getImage(id));
    }
  }

  private Module run(Class<? extends Command> command, Object... inputs) {
    Map<String, Object> all = new HashMap<>(Map.of("prompt", "x", "steps", 1, "seed", 1L));
    if (command != TextToImageCommand.class) {
      all.put("input", image);
    }
    for (int i = 0; i < inputs.length; i += 2) {
      all.put((String) inputs[i], inputs[i + 1]);
    }
    return host.run(command, all);
  }

  private Control control(Class<? extends Command> command, Object... inputs) {
    assertThat(TestContext.reason(run(command, inputs))).isNull();
    List<GenerationRequest> requests = host.engine().requests;
    assertThat(requests.get(requests.size() - 1).controls()).hasSize(1);
    return requests.get(requests.size() - 1).controls().get(0);
  }

  @Test
  @DisplayName("are not guided unless a network is named")
  void none() {
    image.setRoi(new Roi(28, 24, 14, 12));
    for (Class<? extends Command> command :
        List.of(TextToImageCommand.class, ImageToImageCommand.class, InpaintCommand.class)) {
      run(command);
      run(command, "controlNet", "none", "controlWeight", 3.0);
      run(command, "controlNet", " ");
    }

    assertThat(host.engine().requests).hasSize(9).allMatch(r -> r.controls().isEmpty());
  }

  @Test
  @DisplayName("have the active image's edges as hint, and every number")
  void active() {
    for (Class<? extends Command> command :
        List.of(TextToImageCommand.class, ImageToImageCommand.class)) {
      Control control =
          control(
              command,
              "controlNet",
              "canny",
              "controlPreprocessing",
              "Canny",
              "controlWeight",
              0.8,
              "controlStart",
              0.1,
              "controlEnd",
              0.7);

      assertThat(control)
          .isEqualTo(
              new Control(
                  canny, ControlImage.canny(Pictures.displayed(image)), 0.8, 0.1, 0.7, false));
    }
  }

  @Test
  @DisplayName("may follow another open image, and a network named by its path")
  void another() {
    ImagePlus other = TestImages.SHORT.make();
    other.setTitle("a [strange] title");
    Interpreter.addBatchModeImage(other);
    Interpreter.addBatchModeImage(new ImagePlus("active", TestImages.BYTE.make().getProcessor()));
    Path depth = folder.resolve("depth");

    Control control =
        control(
            TextToImageCommand.class,
            "controlNet",
            depth.toString(),
            "controlImage",
            new HintName("a [strange] title"));

    assertThat(control.network()).isEqualTo(depth);
    assertThat(control.image()).isEqualTo(ControlImage.of(Pictures.displayed(other)));
    host.context().service(ControlService.class).offer();
    ObjectService objects = host.context().service(ObjectService.class);
    assertThat(objects.getObjects(NetworkName.class))
        .extracting(NetworkName::name)
        .containsExactly("none", "canny", "depth");
    assertThat(objects.getObjects(HintName.class))
        .extracting(HintName::title)
        .containsExactly("active image", "rgb.tif", "a [strange] title", "active");
  }

  @Test
  @DisplayName("may follow an image that a script gives, which is not open")
  void givenImage() {
    ImagePlus other = TestImages.BYTE.make();

    Control control =
        control(TextToImageCommand.class, "controlNet", "canny", "controlImage", other);

    assertThat(control.image()).isEqualTo(ControlImage.of(Pictures.displayed(other)));
  }

  @Test
  @DisplayName("give each slice of a stack its own hint")
  void slices() {
    image = TestImages.HYPERSTACK.make();
    run(ImageToImageCommand.class, "controlNet", "canny", "wholeStack", true);

    List<GenerationRequest> requests = host.engine().requests;
    assertThat(requests).hasSize(12);
    for (int i = 0; i < 12; i++) {
      assertThat(requests.get(i).controls().get(0).image().picture())
          .isEqualTo(Pictures.displayed(image, i + 1));
    }
  }

  @Test
  @DisplayName("on a selection get the part of the hint that is painted, and what is cut out")
  void selection() {
    image = new ImagePlus("large", TestImages.RGB.make().getProcessor().resize(400, 300));
    Roi roi = new Roi(180, 140, 20, 20);
    image.setRoi(roi);
    Control plain = control(InpaintCommand.class, "controlNet", "canny", "surroundings", 8);
    Inpainting request = (Inpainting) host.engine().requests.get(0);
    assertThat(request.image().width()).isLessThan(200);
    assertThat(plain.image().picture().width()).isLessThan(200);
    assertThat(
            contains(
                Pictures.displayed(image),
                plain.image().picture().width(),
                plain.image().picture().height(),
                plain))
        .isTrue();

    image.setRoi(roi);
    Control hole =
        control(
            InpaintCommand.class,
            "controlNet",
            "canny",
            "controlPreprocessing",
            "inpaint",
            "surroundings",
            8);
    float[] values = hole.image().hole().orElseThrow().toArray();
    int cut = 0;
    for (float value : values) {
      cut += value >= 0.5f ? 1 : 0;
    }
    assertThat(cut).isEqualTo(400);
  }

  /** Whether the hint is a part of the picture, about its selection. */
  private static boolean contains(Picture whole, int width, int height, Control control) {
    for (int x = 0; x <= whole.width() - width; x++) {
      for (int y = 0; y <= whole.height() - height; y++) {
        if (whole.rgb(x, y) == control.image().picture().rgb(0, 0)
            && whole.crop(new Region(x, y, width, height)).equals(control.image().picture())) {
          return x <= 180 && x + width >= 200 && y <= 140 && y + height >= 160;
        }
      }
    }
    return false;
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "controlNet           | sepia  | there is no ControlNet 'sepia': neither a path, nor a file or folder in",
        "controlNet           | sepia  | which has canny, depth",
        "controlImage         | gone   | there is no open image 'gone' for the ControlNet to follow; open are rgb.tif",
        "controlPreprocessing | pose   | expected a control image's preprocessing none, canny, scribble, inpaint but got 'pose'",
        "controlPreprocessing | inpaint| the preprocessing 'inpaint' cuts out what is selected: it is for Inpaint Selection",
        "controlWeight        | 11     | expected a control weight from 0 (none) to 10 but got 11.0",
        "controlWeight        | NaN    | expected a control weight from 0 (none) to 10 but got NaN",
        "controlStart         | 2      | expected a control start and end with 0 <= start <= end <= 1 but got 2.0 and 1.0",
        "controlEnd           | -1     | expected a control start and end with 0 <= start <= end <= 1 but got 0.0 and -1.0",
      })
  @DisplayName("say what is wrong with their inputs, and generate nothing")
  void refused(String input, String value, String reason) {
    for (Class<? extends Command> command :
        List.of(TextToImageCommand.class, ImageToImageCommand.class)) {
      Object given = value.matches("-?[\\dN].*") ? (Object) Double.valueOf(value) : value;
      Module module = run(command, "controlNet", canny.toString(), input, given);
      assertThat(TestContext.reason(module)).contains(reason);
    }
    assertThat(host.engine().requests).isEmpty();
  }

  @Test
  @DisplayName("say that there is no image to follow")
  void nothingOpen() {
    closeImages();

    assertThat(TestContext.reason(run(TextToImageCommand.class, "controlNet", "canny")))
        .isEqualTo(
            "the ControlNet is to follow the active image, but there is none open. Open one first");
  }

  @Test
  @DisplayName("record all of it in their one line")
  void recorded() {
    Module module =
        run(
            TextToImageCommand.class,
            "controlNet",
            "canny",
            "controlImage",
            new HintName(HintName.ACTIVE),
            "controlWeight",
            0.8);

    assertThat(RecordedInputs.of(module))
        .containsEntry("controlNet", "canny")
        .containsEntry("controlImage", "active image")
        .containsEntry("controlPreprocessing", "none")
        .containsEntry("controlWeight", "0.8")
        .containsEntry("controlStart", "0.0")
        .containsEntry("controlEnd", "1.0");
  }
}
