package org.latentj.imagej.host;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.macro.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.PictureFiles;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.script.StableDiffusionService;
import org.latentj.models.hub.LocalHub;
import org.scijava.command.CommandService;

@DisplayName("The scripts of samples/fiji-scripts")
class SampleScriptsTest {
  private static final Path SCRIPTS = Path.of("..", "samples", "fiji-scripts");

  @TempDir private Path folder;
  private final TestContext host = new TestContext();

  @BeforeEach
  void install() throws Exception {
    MacroCommands.install(host.context());
  }

  @AfterEach
  void close() {
    WindowManager.setTempCurrentImage(null);
    Interpreter.batchMode = false;
    host.close();
  }

  private void macro(String name, String argument) throws IOException {
    String text = Files.readString(SCRIPTS.resolve(name));
    IJ.runMacro("setBatchMode(true);\n" + text, argument);
  }

  @Test
  @DisplayName("make and save a picture")
  void textToImage() throws IOException {
    macro("text-to-image.ijm", folder.toString());

    assertThat(host.engine().requests).hasSize(1);
    assertThat(PictureFiles.readParameters(folder.resolve("nuclei.png")).orElseThrow())
        .startsWith("a fluorescence micrograph of dense round blue nuclei\nSteps: ");
  }

  @Test
  @DisplayName("repaint a selection")
  void inpaint() throws IOException {
    ImagePlus image = new ImagePlus("a", TestImages.RGB.make().getProcessor().resize(128, 128));
    WindowManager.setTempCurrentImage(image);

    macro("inpaint-selection.ijm", "");

    assertThat(host.engine().requests).isNotEmpty();
    assertThat(host.engine().requests.get(0).prompt())
        .isEqualTo("a red star on a white background");
  }

  @Test
  @DisplayName("fill bright spots")
  void fill() throws IOException {
    ImagePlus image = TestImages.BYTE.make();
    image.getProcessor().multiply(0.5);
    image.getProcessor().set(30, 30, 250);
    WindowManager.setTempCurrentImage(image);

    macro("fill-particles.ijm", "");

    assertThat(image.getProcessor().get(30, 30)).isLessThan(130);
  }

  @Test
  @DisplayName("fetch a model under a licence that is named, and draw with it")
  void fetch() throws IOException {
    try (LocalHub hub = LocalHub.withFolder("CompVis/stable-diffusion-v1-4")) {
      host.library().use(hub);

      macro("fetch-model.ijm", "");
      assertThat(host.engine().requests).isEmpty();
      macro("fetch-model.ijm", "creativeml-openrail-m");

      assertThat(host.engine().references.get(0).checkpoint().orElseThrow().toString())
          .endsWith(LocalHub.COMMIT);
    }
  }

  @Test
  @DisplayName("in Groovy use the services")
  void groovy() throws IOException {
    ImagePlus image = TestImages.SHORT.make();
    image.setRoi(new OvalRoi(28, 24, 14, 12));
    // Scripts add variables of their own.
    Binding binding =
        new Binding(
            new HashMap<>(
                Map.of(
                    "sd",
                    host.context().service(StableDiffusionService.class),
                    "image",
                    image,
                    "prompt",
                    "x",
                    "command",
                    host.context().service(CommandService.class))));
    GroovyShell shell = new GroovyShell(binding);

    shell.evaluate(groovyText("inpaint-batch.groovy"));
    ImagePlus result = (ImagePlus) binding.getVariable("result");
    assertThat(result.getStackSize()).isEqualTo(4);
    assertThat(result.getBitDepth()).isEqualTo(16);

    shell.evaluate(groovyText("command.groovy"));
    assertThat(((ImagePlus) binding.getVariable("image")).getTitle())
        .isEqualTo("an icon of a green leaf on a white backg... (seed 42)");
  }

  /** SciJava takes its own lines away before Groovy sees a script. */
  private static String groovyText(String name) throws IOException {
    return Files.readAllLines(SCRIPTS.resolve(name)).stream()
        .filter(line -> !line.startsWith("#@"))
        .collect(Collectors.joining("\n"));
  }
}
