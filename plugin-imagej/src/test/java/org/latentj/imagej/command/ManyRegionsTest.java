package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.Engine;
import org.latentj.imagej.edit.Fill;
import org.latentj.imagej.edit.Inpaint;
import org.latentj.imagej.selection.MaskSource;
import org.latentj.imagej.selection.SelectedRegion;
import org.latentj.imagej.selection.Selections;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.GenerationListener;
import org.latentj.request.Settings;

@DisplayName("Commands on selections")
class ManyRegionsTest extends ImageCommandCase {
  private static List<SelectedRegion> regions(ImagePlus image) {
    List<SelectedRegion> regions = new ArrayList<>();
    for (Roi roi : List.of(new OvalRoi(6, 6, 12, 10), OVAL, new Roi(52, 44, 10, 12))) {
      image.setRoi((Roi) roi.clone());
      regions.add(
          new SelectedRegion(
              "region " + regions.size(),
              Selections.of(image, MaskSource.SELECTION).get(0).mask()));
    }
    image.deleteRoi();
    return regions;
  }

  private ImagePlus repaint(ImagePlus image, List<SelectedRegion> regions, long seed) {
    Engine engine =
        new Engine(
            host.engine(),
            ModelReference.embedded(LoadOptions.defaults()),
            prefix -> GenerationListener.NONE);
    InpaintingOptions options =
        InpaintingOptions.builder()
            .settings(Settings.builder().seed(seed).steps(1).build())
            .build();
    return new Inpaint(engine, "x", options, false)
        .run(image, regions, new EditTarget(false, false, false, "inpaint"))
        .image();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = TestImages.class,
      names = {"BYTE", "SHORT", "RGB"})
  @DisplayName("repaint many regions as single runs do, one seed a region, and say which")
  void batch(TestImages type) {
    ImagePlus image = type.make();
    List<SelectedRegion> regions = regions(image);

    ImagePlus batch = repaint(image, regions, 40);

    assertThat(seeds(0)).containsExactly(40L, 41L, 42L);
    assertThat(batch.getInfoProperty())
        .contains("Regions: region 0 (seed 40), region 1 (seed 41), region 2 (seed 42)");
    ImagePlus single = image;
    for (int i = 0; i < regions.size(); i++) {
      single = repaint(single, List.of(regions.get(i)), 40 + i);
    }
    assertThat(values(batch)).isEqualTo(values(single));
    assertThat(values(batch)).isNotEqualTo(values(image));
  }

  /**
   * The bits that are seen: a pixel that one run changes and the next changes back has the byte
   * above red, green and blue set, one that a batch leaves alone has not.
   */
  private static int[][] values(ImagePlus image) {
    int seen = image.getBitDepth() == 24 ? 0xffffff : -1;
    int[][] bits = TestImages.bits(image);
    for (int[] plane : bits) {
      Arrays.setAll(plane, i -> plane[i] & seen);
    }
    return bits;
  }

  @Test
  @DisplayName("fill many regions as single runs do, one seed a region")
  void batchOfFills() {
    ImagePlus image = TestImages.BYTE.make();
    List<SelectedRegion> regions = regions(image);
    EditTarget target = new EditTarget(false, false, false, "filled");

    ImagePlus batch =
        new Fill(FillKind.PATCH_MATCH, 7, () -> false).run(image, regions, target).image();

    ImagePlus single = image;
    for (int i = 0; i < regions.size(); i++) {
      single =
          new Fill(FillKind.PATCH_MATCH, 7 + i, () -> false)
              .run(single, List.of(regions.get(i)), target)
              .image();
    }
    assertThat(TestImages.bits(batch)).isEqualTo(TestImages.bits(single));
  }
}
