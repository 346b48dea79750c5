package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.Fill;
import org.latentj.imagej.selection.MaskSource;
import org.latentj.imagej.selection.SelectedRegion;
import org.latentj.imagej.selection.Selections;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.GenerationCancelledException;
import org.scijava.module.Module;

@DisplayName("Commands on selections")
class EditRefusalsTest extends ImageCommandCase {
  @ParameterizedTest(name = "{0} {1}")
  @DisplayName("refuse what they cannot edit, and leave it as it was")
  @CsvSource(
      delimiter = '|',
      value = {
        "none    | 'byte.tif' has no selection. Draw an area",
        "locked  | 'byte.tif' is locked: another command works on it.",
        "virtual | 'virtual' is a virtual stack, which cannot be edited in place",
      })
  void refuse(String what, String reason) throws Exception {
    ImagePlus image = TestImages.BYTE.make();
    if (what.equals("virtual")) {
      image = new ImagePlus("virtual", new Virtual());
    }
    if (!what.equals("none")) {
      image.setRoi((Roi) OVAL.clone());
    }
    if (what.equals("locked")) {
      Thread other = new Thread(image::lock);
      other.start();
      other.join();
    }

    Module module = run(InpaintCommand.class, image, "inPlace", true);

    assertThat(TestContext.reason(module)).startsWith(reason);
    assertThat(module.getOutput("image")).isNull();
  }

  /** A stack whose slices are made when they are asked for. */
  private static final class Virtual extends VirtualStack {
    Virtual() {
      super(72, 64, null, "");
      addSlice("1");
      addSlice("2");
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      return new ByteProcessor(72, 64);
    }
  }

  @ParameterizedTest(name = "{0} = {1}")
  @DisplayName("refuse values that are none")
  @CsvSource(
      delimiter = '|',
      value = {
        "strength  | 2       | expected a strength from 0 to 1 but got 2.0",
        "fill      | honey   | expected a fill of automatic, original",
        "composite | glue    | expected a composite of feathered alpha",
        "blending  | none    | expected blending differential or classic but got 'none'",
        "maskFrom  | Channel | expected a mask from Automatic, Selection",
        "feather   | 5000    | expected a feather from 0 to 1024 but got 5000.0",
      })
  void refuseValues(String input, String value, String reason) {
    ImagePlus image = TestImages.BYTE.make();
    image.setRoi((Roi) OVAL.clone());

    Module module = run(InpaintCommand.class, image, input, value);

    assertThat(TestContext.reason(module)).startsWith(reason);
    assertThat(host.engine().requests).isEmpty();
  }

  @Test
  @DisplayName("that are cancelled within a step change nothing")
  void cancelled() {
    ImagePlus image = TestImages.FLOAT.make();
    image.setRoi((Roi) OVAL.clone());
    int[][] before = TestImages.bits(image);
    host.engine().onFirstStep = () -> IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);

    Module module = run(InpaintCommand.class, image, "inPlace", true, "steps", 9);

    assertThat(TestContext.reason(module))
        .isEqualTo("Inpaint Selection was cancelled: before step 2");
    assertThat(TestImages.bits(image)).isEqualTo(before);
    assertThat(image.isLocked()).isFalse();
  }

  @Test
  @DisplayName("that fill are cancelled on their way, and change nothing")
  void cancelledFill() {
    ImagePlus image = TestImages.SHORT.make();
    image.setRoi((Roi) OVAL.clone());
    int[][] before = TestImages.bits(image);
    AtomicInteger asked = new AtomicInteger();
    Fill fill = new Fill(FillKind.PATCH_MATCH, 1, () -> asked.incrementAndGet() > 6);
    List<SelectedRegion> regions = Selections.of(image, MaskSource.SELECTION);
    EditTarget inPlace = new EditTarget(false, true, false, "filled");

    assertThatThrownBy(() -> fill.run(image, regions, inPlace))
        .isInstanceOf(GenerationCancelledException.class)
        .hasMessage("within the fill");

    assertThat(asked).hasValue(7);
    assertThat(TestImages.bits(image)).isEqualTo(before);
    assertThat(image.isLocked()).isFalse();
  }
}
