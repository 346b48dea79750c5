package org.latentj.imagej.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Mask;

@DisplayName("Selections")
class SelectionsTest {
  private final ImagePlus image = new ImagePlus("cells", new ByteProcessor(20, 16));

  static Stream<Arguments> areas() {
    float[] x = {2, 10, 10, 2};
    float[] y = {3, 3, 9, 9};
    return Stream.of(
        Arguments.of("rectangle", new Roi(2, 3, 8, 6), 48),
        Arguments.of("oval", new OvalRoi(2, 3, 8, 6), 0),
        Arguments.of("polygon", new PolygonRoi(x, y, Roi.POLYGON), 48),
        Arguments.of("freehand", new PolygonRoi(x, y, Roi.FREEROI), 48),
        Arguments.of("traced", new PolygonRoi(x, y, Roi.TRACED_ROI), 48),
        Arguments.of("ellipse", new EllipseRoi(2, 3, 10, 9, 0.5), 0),
        Arguments.of("rotated rectangle", new RotatedRectRoi(2, 6, 10, 6, 4), 0),
        Arguments.of("partly outside", new Roi(-4, -4, 8, 8), 16));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("areas")
  @DisplayName("that are areas become masks of exactly their pixels")
  void areasBecomeMasks(String name, Roi roi, int pixels) {
    image.setRoi(roi);
    ImageProcessor expected = image.createRoiMask();

    Mask mask = Selections.of(image, MaskSource.AUTOMATIC).get(0).mask();

    for (int i = 0; i < 20 * 16; i++) {
      assertThat(mask.value(i % 20, i / 20)).isEqualTo(expected.get(i) > 0 ? 1 : 0);
    }
    assertThat(count(mask)).isPositive();
    assertThat(pixels == 0 ? 0 : count(mask)).isEqualTo(pixels);
    assertThat(image.getRoi()).isSameAs(roi);
  }

  @Test
  @DisplayName("with holes and islands keep them")
  void holesAndIslands() {
    ShapeRoi ring = new ShapeRoi(new Roi(2, 2, 8, 8)).not(new ShapeRoi(new Roi(4, 4, 4, 4)));
    image.setRoi(ring.or(new ShapeRoi(new Roi(14, 12, 3, 2))));

    Mask mask = Selections.of(image, MaskSource.SELECTION).get(0).mask();

    assertThat(count(mask)).isEqualTo(64 - 16 + 6);
    assertThat(mask.value(5, 5)).isZero();
    assertThat(mask.value(15, 13)).isOne();
  }

  static Stream<Arguments> noAreas() {
    float[] x = {2, 10, 10};
    float[] y = {3, 3, 9};
    return Stream.of(
        Arguments.of(new PointRoi(3, 3), "the selection is a point, which has no area."),
        Arguments.of(new Line(1, 1, 8, 8), "the selection is a straight line, which has no area."),
        Arguments.of(
            new PolygonRoi(x, y, Roi.POLYLINE),
            "the selection is a segmented line, which has no area."),
        Arguments.of(
            new PolygonRoi(x, y, Roi.FREELINE),
            "the selection is a freehand line, which has no area."),
        Arguments.of(
            new PolygonRoi(x, y, Roi.ANGLE), "the selection is an angle, which has no area."),
        Arguments.of(new TextRoi(2, 2, "x"), "the selection is a text, which has no area."),
        Arguments.of(
            new Roi(40, 40, 5, 5),
            "the selection (rectangle) holds no pixel of 'cells', which is 20 x 16 pixels: it is"
                + " empty or lies outside of the image"),
        Arguments.of(null, "'cells' has no selection. Draw an area (rectangle, oval"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("noAreas")
  @DisplayName("that are none are refused by their type")
  void refused(Roi roi, String message) {
    image.setRoi(roi);

    assertThatThrownBy(() -> Selections.of(image, MaskSource.AUTOMATIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  @DisplayName("may be a threshold")
  void threshold() {
    image.getProcessor().set(5, 5, 200);
    image.getProcessor().set(6, 5, 90);
    image.getProcessor().setThreshold(100, 255, ImageProcessor.RED_LUT);

    Mask mask = Selections.of(image, MaskSource.AUTOMATIC).get(0).mask();

    assertThat(count(mask)).isOne();
    assertThat(mask.value(5, 5)).isOne();
    image.getProcessor().setThreshold(250, 255, ImageProcessor.RED_LUT);
    assertThatThrownBy(() -> Selections.of(image, MaskSource.THRESHOLD))
        .hasMessage("no pixel of 'cells' lies within the threshold");
    image.getProcessor().resetThreshold();
    assertThatThrownBy(() -> Selections.of(image, MaskSource.THRESHOLD))
        .hasMessage("'cells' has no threshold. Set one with Image > Adjust > Threshold...");
  }

  @Test
  @DisplayName("may be the areas of an overlay together, whose lines and texts are left out")
  void overlay() {
    Overlay overlay = new Overlay(new Roi(1, 1, 2, 2));
    overlay.add(new Roi(2, 2, 2, 2));
    overlay.add(new Line(0, 0, 19, 15));
    overlay.add(new TextRoi(5, 5, "x"));
    image.setOverlay(overlay);

    assertThat(count(Selections.of(image, MaskSource.AUTOMATIC).get(0).mask())).isEqualTo(7);
    image.setOverlay(new Overlay(new Line(0, 0, 5, 5)));
    assertThatThrownBy(() -> Selections.of(image, MaskSource.OVERLAY))
        .hasMessageStartingWith("the overlay of 'cells' has no areas.");
  }

  @Test
  @DisplayName("may be the ROI Manager's regions, one by one")
  void managed() {
    Roi named = new OvalRoi(2, 2, 5, 5);
    named.setName("nucleus");

    List<SelectedRegion> regions =
        Selections.managed(image, new Roi[] {named, new Roi(10, 10, 3, 3)});

    assertThat(regions).extracting(SelectedRegion::name).containsExactly("nucleus", "region 2");
    assertThat(count(regions.get(1).mask())).isEqualTo(9);
    assertThatThrownBy(() -> Selections.managed(image, new Roi[] {new Line(0, 0, 5, 5)}))
        .hasMessageStartingWith(
            "the ROI Manager's 'region 1' is a straight line, which has no area.");
    assertThatThrownBy(() -> Selections.of(image, MaskSource.ROI_MANAGER))
        .hasMessage("the ROI Manager has no regions. Add selections to it with the key t");
  }

  @Test
  @DisplayName("come from named sources only")
  void sources() {
    assertThat(MaskSource.ofLabel("roi manager")).isEqualTo(MaskSource.ROI_MANAGER);
    assertThatThrownBy(() -> MaskSource.ofLabel("Channel"))
        .hasMessage(
            "expected a mask from Automatic, Selection, Threshold, Overlay, ROI Manager but got"
                + " 'Channel'");
  }

  private static int count(Mask mask) {
    int count = 0;
    for (float value : mask.toArray()) {
      count += value > 0 ? 1 : 0;
    }
    return count;
  }
}
