package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.command.InpaintCommand;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

@DisplayName("Inpaint Selection with the engine and the embedded model")
class EmbeddedInpaintingTest {

  @Test
  @DisplayName("changes a 16-bit image inside of the selection only, the same for the same seed")
  void inpaints() throws Exception {
    ImagePlus image = TestImages.SHORT.make();
    image.setRoi(new OvalRoi(24, 20, 20, 20));
    int[] before = TestImages.bits(image)[0];
    try (Context context = new Context()) {
      Map<String, Object> inputs =
          Map.of("input", image, "prompt", "a red star", "steps", 2, "seed", 7L, "grow", 0);
      Module first =
          context.service(CommandService.class).run(InpaintCommand.class, true, inputs).get();
      Module second =
          context.service(CommandService.class).run(InpaintCommand.class, true, inputs).get();

      assertThat(TestContext.reason(first)).isNull();
      int[] after = TestImages.bits((ImagePlus) first.getOutput("image"))[0];
      assertThat(after[0]).isEqualTo(before[0]);
      assertThat(after[30 * 72 + 34]).isNotEqualTo(before[30 * 72 + 34]);
      assertThat((String) first.getOutput("report"))
          .startsWith("changed pixels inside the selection; largest change outside = 0; ");
      assertThat(TestImages.bits((ImagePlus) second.getOutput("image"))[0]).isEqualTo(after);
    }
  }
}
