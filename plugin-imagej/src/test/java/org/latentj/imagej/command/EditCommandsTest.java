package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.imagej.TestImages;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.scijava.module.Module;

@DisplayName("Commands on selections")
class EditCommandsTest extends ImageCommandCase {
  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = TestImages.class,
      names = {"HYPERSTACK"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("inpaint any type: other pixels keep their bits, and so does all that belongs to it")
  void inpaintsEveryType(TestImages type) {
    ImagePlus image = type.make();
    image.setRoi((Roi) OVAL.clone());
    int[][] before = TestImages.bits(image);

    Module module =
        run(InpaintCommand.class, image, "grow", 0, "feather", 0, "changeMask", true, "seed", 3L);

    ImagePlus result = image(module);
    int[] differences = differences(before, TestImages.bits(result), OVAL, 72);
    assertThat(differences[0]).isGreaterThan(50);
    assertThat(differences[1]).isZero();
    assertThat(TestImages.bits(image)).isEqualTo(before);
    assertThat(result.getType()).isEqualTo(image.getType());
    assertThat(result.getTitle()).isEqualTo(image.getShortTitle() + "-inpaint");
    assertThat(result.getCalibration().pixelWidth).isEqualTo(0.25);
    assertThat(result.getProp("Stain")).isEqualTo("DAPI");
    assertThat(result.getDisplayRangeMax()).isEqualTo(image.getDisplayRangeMax());
    assertThat(result.getInfoProperty()).startsWith("x\n").contains("Objective: 63x", "Seed: 3");
    assertThat((String) module.getOutput("report"))
        .startsWith("changed pixels inside the selection; largest change outside = 0; ");
    assertThat(result.getInfoProperty()).contains((String) module.getOutput("report"));
    ImageProcessor changes = ((ImagePlus) module.getOutput("changes")).getProcessor();
    assertThat(changes.get(0, 0)).isZero();
    assertThat(changes.get(35, 30)).isEqualTo(255);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = TestImages.class,
      names = {"HYPERSTACK"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("fill any type in place: other pixels keep their bits")
  void fillsEveryType(TestImages type) {
    ImagePlus image = type.make();
    image.setRoi((Roi) OVAL.clone());
    int[][] before = TestImages.bits(image);

    Module module = run(FillCommand.class, image, "inPlace", true, "method", "neutral");

    assertThat(image(module)).isSameAs(image);
    int[] differences = differences(before, TestImages.bits(image), OVAL, 72);
    assertThat(differences[0]).isGreaterThan(50);
    assertThat(differences[1]).isZero();
    assertThat(image.isLocked()).isFalse();
    assertThat(host.engine().requests).isEmpty();
  }

  @Test
  @DisplayName("in place can be undone")
  void undo() {
    ImagePlus image = TestImages.SHORT.make();
    image.setRoi((Roi) OVAL.clone());
    int[][] before = TestImages.bits(image);
    run(FillCommand.class, image, "inPlace", true);
    assertThat(TestImages.bits(image)).isNotEqualTo(before);

    WindowManager.setTempCurrentImage(image);
    Undo.undo();

    assertThat(TestImages.bits(image)).isEqualTo(before);
  }

  @Test
  @DisplayName("on a stack edit the current slice, or all of them with the same or running noise")
  void stacks() {
    ImagePlus image = TestImages.HYPERSTACK.make();
    image.setRoi((Roi) OVAL.clone());

    ImagePlus one = image(run(InpaintCommand.class, image, "seed", 5L));
    assertThat(one.getStackSize()).isOne();
    assertThat(host.engine().requests).hasSize(1);

    ImagePlus all = image(run(InpaintCommand.class, image, "seed", 5L, "wholeStack", true));
    assertThat(all.getDimensions()).containsExactly(72, 64, 2, 3, 2);
    assertThat(all.getStack().getSliceLabel(12)).isEqualTo("label 11");
    assertThat(seeds(1)).hasSize(12).containsOnly(5L);

    run(InpaintCommand.class, image, "seed", 5L, "wholeStack", true, "runningNoise", true);
    assertThat(seeds(13)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L);
  }

  @Test
  @DisplayName("take the areas of an overlay where there is no selection")
  void overlay() {
    ImagePlus image = TestImages.BYTE.make();
    image.setOverlay(new Overlay((Roi) OVAL.clone()));
    int[][] before = TestImages.bits(image);

    ImagePlus result = image(run(FillCommand.class, image, "method", "neutral"));

    assertThat(differences(before, TestImages.bits(result), OVAL, 72)[1]).isZero();
    assertThat(result.getOverlay().size()).isOne();
  }

  @Test
  @DisplayName("pass the way of inpainting on to the engine")
  void passesOptions() {
    ImagePlus image = TestImages.RGB.make();
    image.setRoi((Roi) OVAL.clone());

    run(InpaintCommand.class, image, "blending", "classic", "strength", 0.5, "fill", "original");

    Inpainting request = (Inpainting) host.engine().requests.get(0);
    assertThat(request.blending()).isEqualTo(MaskBlending.CLASSIC);
    assertThat(request.strength()).isEqualTo(0.5);
  }
}
