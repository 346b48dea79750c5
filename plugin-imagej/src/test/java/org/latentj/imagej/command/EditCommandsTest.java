package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.VirtualStack;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.Engine;
import org.latentj.imagej.edit.Fill;
import org.latentj.imagej.edit.Inpaint;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.selection.MaskSource;
import org.latentj.imagej.selection.SelectedRegion;
import org.latentj.imagej.selection.Selections;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.scijava.command.Command;
import org.scijava.module.Module;

@DisplayName("Commands on images")
class EditCommandsTest {
  private static final Roi OVAL = new OvalRoi(28, 24, 14, 12);

  private final TestContext host = new TestContext();

  @AfterEach
  void close() {
    WindowManager.setTempCurrentImage(null);
    host.close();
  }

  private Module run(Class<? extends Command> command, ImagePlus image, Object... inputs) {
    Map<String, Object> all = new HashMap<>(Map.of("input", image));
    for (int i = 0; i < inputs.length; i += 2) {
      all.put((String) inputs[i], inputs[i + 1]);
    }
    if (command != FillCommand.class) {
      all.putIfAbsent("steps", 1);
      all.putIfAbsent("prompt", "x");
    }
    return host.run(command, all);
  }

  private static ImagePlus image(Module module) {
    assertThat(TestContext.reason(module)).isNull();
    return (ImagePlus) module.getOutput("image");
  }

  /** Pixels of the first planes that differ: inside of the rectangle, and outside. */
  private static int[] differences(int[][] before, int[][] after, Roi bounds, int width) {
    int inside = 0;
    int outside = 0;
    for (int plane = 0; plane < after.length; plane++) {
      for (int i = 0; i < after[plane].length; i++) {
        if (before[plane][i] != after[plane][i]) {
          boolean in = bounds.getBounds().contains(i % width, i / width);
          inside += in ? 1 : 0;
          outside += in ? 0 : 1;
        }
      }
    }
    return new int[] {inside, outside};
  }

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

  private List<Long> seeds(int from) {
    List<GenerationRequest> requests = host.engine().requests;
    return requests.subList(from, requests.size()).stream()
        .map(request -> request.settings().seed())
        .toList();
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

  @ParameterizedTest(name = "{0}")
  @EnumSource(TestImages.class)
  @DisplayName("make an RGB image of any type")
  void imageToImage(TestImages type) {
    ImagePlus image = type.make();

    ImagePlus result = image(run(ImageToImageCommand.class, image, "seed", 3L));

    assertThat(result.getType()).isEqualTo(ImagePlus.COLOR_RGB);
    assertThat(result.getWidth()).isEqualTo(72);
    assertThat(result.getCalibration().pixelWidth).isEqualTo(0.25);
    assertThat(result.getCalibration().getUnit()).isEqualTo(image.getCalibration().getUnit());
    assertThat(result.getTitle()).isEqualTo(image.getShortTitle() + "-img2img");
    ImageToImage request = (ImageToImage) host.engine().requests.get(0);
    assertThat(request.image().width()).isEqualTo(72);
    if (type == TestImages.RGB) {
      assertThat(request.image().rgb(5, 5)).isEqualTo(image.getProcessor().get(5, 5) & 0xffffff);
    }
    if (type == TestImages.SHORT) {
      // Through the display range, which ImageJ's own conversion follows.
      int expected = image.getProcessor().convertToByteProcessor(true).get(9, 9);
      assertThat(request.image().rgb(9, 9) & 0xff).isBetween(expected - 1, expected + 1);
    }
  }

  @Test
  @DisplayName("make a stack of a stack")
  void imageToImageStack() {
    ImagePlus image = TestImages.HYPERSTACK.make();

    ImagePlus result = image(run(ImageToImageCommand.class, image, "wholeStack", true, "seed", 1L));

    assertThat(result.getStackSize()).isEqualTo(12);
    assertThat(seeds(0)).containsOnly(1L);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = TestImages.class,
      names = {"HYPERSTACK"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("continue an image beyond its borders with all old pixels kept")
  void outpaint(TestImages type) {
    ImagePlus image = type.make();

    ImagePlus result = image(run(OutpaintCommand.class, image, "left", 8, "right", 16));

    assertThat(result.getWidth()).isEqualTo(96);
    assertThat(result.getHeight()).isEqualTo(64);
    assertThat(result.getType()).isEqualTo(image.getType());
    assertThat(result.getCalibration().xOrigin).isEqualTo(8);
    int[][] old = TestImages.bits(image);
    int[][] fresh = TestImages.bits(result);
    for (int plane = 0; plane < old.length; plane++) {
      for (int i = 0; i < old[plane].length; i++) {
        assertThat(fresh[plane][i / 72 * 96 + 8 + i % 72]).isEqualTo(old[plane][i]);
      }
    }
    assertThat(TestContext.reason(run(OutpaintCommand.class, image, "right", 0)))
        .startsWith("expected borders of 0 or more pixels, not all 0");
  }

  @Test
  @DisplayName("enlarge an image with its prompt, and keep its extent")
  void upscale() {
    ImagePlus image = TestImages.RGB.make();
    image.setProp(ResultImages.PARAMETERS, "a red fox\nSteps: 1, Sampler: PLMS, Seed: 5");

    ImagePlus result = image(run(UpscaleCommand.class, image, "prompt", "", "factor", 2.0));

    assertThat(result.getWidth()).isEqualTo(144);
    assertThat(result.getCalibration().pixelWidth).isEqualTo(0.125);
    ImageToImage request = (ImageToImage) host.engine().requests.get(0);
    assertThat(request.prompt()).isEqualTo("a red fox");
    assertThat(request.strength()).isEqualTo(0.4);
    assertThat(TestContext.reason(run(UpscaleCommand.class, image, "factor", 9.0)))
        .isEqualTo("expected a factor from 1 to 8 but got 9");
  }

  @Test
  @DisplayName("vary an image by its own parameters, or else by its pixels")
  void variations() {
    ImagePlus image = TestImages.RGB.make();
    ImagePlus result = image(run(VariationsCommand.class, image, "count", 3, "seed", 10L));
    assertThat(result.getStackSize()).isEqualTo(3);
    assertThat(seeds(0)).containsExactly(10L, 11L, 12L);

    image.setProp(
        ResultImages.PARAMETERS, "a red fox\nSteps: 1, Sampler: PLMS, Seed: 5, Size: 64x64");
    run(VariationsCommand.class, image, "count", 2, "seed", 10L);
    List<GenerationRequest> varied = new ArrayList<>(host.engine().requests.subList(3, 5));
    assertThat(varied).allMatch(request -> request instanceof TextToImage);
    assertThat(varied).allMatch(request -> request.settings().seed() == 5);
    assertThat(varied.get(1).settings().variationSeed()).hasValue(11);
    assertThat(varied.get(1).settings().variationStrength()).isEqualTo(0.2);
  }
}
