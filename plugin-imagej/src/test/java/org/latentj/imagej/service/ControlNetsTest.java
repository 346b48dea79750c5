package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.TinyFiles;
import org.latentj.imagej.command.ImageToImageCommand;
import org.latentj.imagej.command.InpaintCommand;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

@DisplayName("ControlNets, with the engine and the tiny model")
class ControlNetsTest {
  @TempDir private static Path folder;
  private static Path network;
  private final Context context = new Context();
  private ImagePlus image;

  @BeforeEach
  void write() throws IOException {
    if (network == null) {
      network = TinyFiles.controlNet(folder, "edges");
    }
    image = TestImages.RGB.make();
  }

  @AfterEach
  void close() {
    context.dispose();
    System.clearProperty(WorkerClassPath.PROPERTY);
  }

  private ImagePlus run(Class<? extends Command> command, Object... inputs) throws Exception {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "input",
                image,
                "prompt",
                "a cat",
                "model",
                TinyFiles.MODEL.toString(),
                "steps",
                4,
                "seed",
                7L));
    for (int i = 0; i < inputs.length; i += 2) {
      all.put((String) inputs[i], inputs[i + 1]);
    }
    Module module = context.service(CommandService.class).run(command, true, all).get();
    assertThat(TestContext.reason(module)).isNull();
    return (ImagePlus) module.getOutput("image");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"worker", "in process"})
  @DisplayName("change pictures by weight and control image, and are in their info")
  void guide(String engine) throws Exception {
    boolean worker = engine.equals("worker");
    System.setProperty(
        WorkerClassPath.PROPERTY, worker ? System.getProperty("java.class.path") : "");
    String path = network.toString();
    int[] plain = TestImages.bits(run(ImageToImageCommand.class))[0];

    ImagePlus guided = run(ImageToImageCommand.class, "controlNet", path);
    ImagePlus edges =
        run(ImageToImageCommand.class, "controlNet", path, "controlPreprocessing", "canny");
    ImagePlus nothing = run(ImageToImageCommand.class, "controlNet", path, "controlWeight", 0.0);

    assertThat(TestImages.bits(guided)[0]).isNotEqualTo(plain);
    assertThat(TestImages.bits(edges)[0]).isNotEqualTo(TestImages.bits(guided)[0]);
    assertThat(TestImages.bits(nothing)[0]).isEqualTo(plain);
    assertThat(edges.getInfoProperty()).contains("ControlNet 0: \"Module: canny, Model: edges [");

    image.setRoi(new OvalRoi(24, 20, 20, 20));
    int[] own = TestImages.bits(run(InpaintCommand.class))[0];
    image.setRoi(new OvalRoi(24, 20, 20, 20));
    ImagePlus selection =
        run(InpaintCommand.class, "controlNet", path, "controlPreprocessing", "inpaint");
    assertThat(TestImages.bits(selection)[0]).isNotEqualTo(own);
    assertThat(TestImages.bits(selection)[0][0]).isEqualTo(TestImages.bits(image)[0][0]);
    assertThat(selection.getInfoProperty()).contains("ControlNet 0: \"Module: inpaint");
  }
}
