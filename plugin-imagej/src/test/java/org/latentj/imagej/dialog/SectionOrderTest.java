package org.latentj.imagej.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.command.ImageToImageCommand;
import org.latentj.imagej.command.InpaintCommand;
import org.latentj.imagej.command.OutpaintCommand;
import org.latentj.imagej.command.TextToImageCommand;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

@DisplayName("The sections of a dialog")
class SectionOrderTest {

  @Test
  @DisplayName("have the ControlNet behind what the command is about")
  void sections() {
    assertThat(sections(TextToImageCommand.class))
        .containsExactly("promptSection", "samplingSection", "imageSection", "controlSection");
    assertThat(sections(ImageToImageCommand.class))
        .containsExactly("promptSection", "samplingSection", "imageSection", "controlSection");
    assertThat(sections(InpaintCommand.class))
        .containsExactly(
            "promptSection",
            "samplingSection",
            "selectionSection",
            "controlSection",
            "resultSection");
    assertThat(sections(OutpaintCommand.class))
        .containsExactly("promptSection", "samplingSection", "imageSection");
  }

  @Test
  @DisplayName("keep all fields, each below its heading")
  void fields() {
    List<String> names = names(SectionOrder.of(inputs(InpaintCommand.class)));

    assertThat(names).containsExactlyInAnyOrderElementsOf(names(inputs(InpaintCommand.class)));
    assertThat(names)
        .containsSequence("livePreview", "selectionSection", "maskFrom")
        .containsSequence("twoPasses", "controlSection", "controlNet")
        .containsSequence("controlStart", "controlEnd", "resultSection", "inPlace");
  }

  private static List<String> sections(Class<? extends Command> command) {
    List<ModuleItem<?>> headings = new ArrayList<>(SectionOrder.of(inputs(command)));
    headings.removeIf(input -> input.getVisibility() != ItemVisibility.MESSAGE);
    return names(headings);
  }

  private static List<String> names(List<ModuleItem<?>> inputs) {
    return inputs.stream().map(ModuleItem::getName).toList();
  }

  /** What the harvester is left with: the active image and services have been given. */
  private static List<ModuleItem<?>> inputs(Class<? extends Command> command) {
    List<ModuleItem<?>> inputs = new ArrayList<>();
    try (TestContext host = new TestContext()) {
      host.context()
          .service(CommandService.class)
          .getCommand(command)
          .inputs()
          .forEach(inputs::add);
    }
    inputs.removeIf(
        input ->
            input.getType() == ImagePlus.class
                || input.getType() == Context.class
                || Service.class.isAssignableFrom(input.getType()));
    return inputs;
  }
}
