package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.macro.RecordedInputs;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.request.Acceleration;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

@DisplayName("DeepCache and token merging")
class AccelerationInputsTest extends ImageCommandCase {
  @ParameterizedTest
  @ValueSource(
      classes = {
        TextToImageCommand.class,
        ImageToImageCommand.class,
        InpaintCommand.class,
        OutpaintCommand.class,
        VariationsCommand.class,
        UpscaleCommand.class
      })
  @DisplayName("reach every request of every command that samples, and are recorded")
  void reachTheRequest(Class<? extends Command> command) {
    Module module = start(command, "deepCache", 3, "deepCacheDepth", 2, "tokenMerging", 0.5);

    image(module);
    assertThat(host.engine().requests).isNotEmpty();
    assertThat(host.engine().requests)
        .allMatch(request -> request.settings().acceleration().equals(new Acceleration(3, 2, 0.5)));
    assertThat(RecordedInputs.of(module))
        .containsEntry("deepCache", "3")
        .containsEntry("deepCacheDepth", "2")
        .containsEntry("tokenMerging", "0.5");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TextToImageCommand.class,
        ImageToImageCommand.class,
        InpaintCommand.class,
        OutpaintCommand.class,
        VariationsCommand.class,
        UpscaleCommand.class
      })
  @DisplayName("stand in one row before the preview, are remembered, and end where the engine does")
  void fields(Class<? extends Command> command) {
    CommandInfo info = host.context().service(CommandService.class).getCommand(command);
    List<String> names = new ArrayList<>();
    info.inputs().forEach(input -> names.add(input.getName()));
    List<ModuleItem<?>> row =
        List.of(
            info.getInput("deepCache"),
            info.getInput("deepCacheDepth"),
            info.getInput("tokenMerging"));

    assertThat(names)
        .containsSequence("seed", "deepCache", "deepCacheDepth", "tokenMerging", "livePreview");
    assertThat(row)
        .extracting(ModuleItem::getLabel)
        .containsExactly("DeepCache every", "Depth", "Token merging");
    assertThat(row).extracting(item -> item.is("sameRow")).containsExactly(false, true, true);
    assertThat(row).allMatch(ModuleItem::isPersisted);
    assertThat(row).extracting(item -> (Object) item.getMinimumValue()).containsExactly(1, 1, 0.0);
    assertThat(row)
        .extracting(item -> (Object) item.getMaximumValue())
        .containsExactly(
            Acceleration.MAX_INTERVAL, Acceleration.MAX_DEPTH, Acceleration.MAX_MERGING);
    assertThat(row).extracting(item -> (Object) item.getDefaultValue()).containsExactly(1, 1, 0.0);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @DisplayName("are refused out of their range, with value and range, before anything is made")
  @CsvSource(
      delimiter = '|',
      value = {
        "deepCache      | 0    | expected DeepCache interval from 1 to 50 but got 0",
        "deepCache      | 51   | expected DeepCache interval from 1 to 50 but got 51",
        "deepCacheDepth | 0    | expected DeepCache depth from 1 to 64 but got 0",
        "deepCacheDepth | 65   | expected DeepCache depth from 1 to 64 but got 65",
        "tokenMerging   | -0.1 | expected token merging from 0 to 0.75 but got -0.1",
        "tokenMerging   | 0.8  | expected token merging from 0 to 0.75 but got 0.8",
        "tokenMerging   | NaN  | expected token merging from 0 to 0.75 but got NaN",
      })
  void refused(String input, String value, String reason) {
    for (Class<? extends Command> command :
        List.of(TextToImageCommand.class, InpaintCommand.class, VariationsCommand.class)) {
      Module module = start(command, input, value);

      assertThat(TestContext.reason(module)).isEqualTo(reason);
      assertThat(module.getOutput("image")).isNull();
    }
    assertThat(host.engine().requests).isEmpty();
  }

  @Test
  @DisplayName("are an image's own where Variations repeats what made it, and its help says so")
  void variationsOfAText() {
    ImagePlus image = TestImages.RGB.make();
    image.setProp(
        ResultImages.PARAMETERS,
        "a red fox\nSteps: 1, Sampler: PLMS, Seed: 5, Size: 64x64, DeepCache interval: 4");

    run(VariationsCommand.class, image, "count", 1, "deepCache", 3, "tokenMerging", 0.5);

    assertThat(host.engine().requests)
        .singleElement()
        .matches(request -> request.settings().acceleration().equals(new Acceleration(4, 1, 0)));
    CommandInfo info =
        host.context().service(CommandService.class).getCommand(VariationsCommand.class);
    assertThat(info.getInput("amount").getDescription())
        .contains("its own prompt and settings, DeepCache and token merging among them");
  }

  private Module start(Class<? extends Command> command, Object... inputs) {
    if (command == TextToImageCommand.class) {
      Map<String, Object> all = new HashMap<>(Map.of("prompt", "x", "steps", 1));
      for (int i = 0; i < inputs.length; i += 2) {
        all.put((String) inputs[i], inputs[i + 1]);
      }
      return host.run(command, all);
    }
    ImagePlus image = TestImages.RGB.make();
    image.setRoi((Roi) OVAL.clone());
    return run(command, image, inputs);
  }
}
