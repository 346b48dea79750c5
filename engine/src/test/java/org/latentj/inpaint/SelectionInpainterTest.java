package org.latentj.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.ImageGenerator;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.image.DigitalSource;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.image.ResampleFilter;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.inpaint.pixels.DisplayChannel;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.pixels.SampleType;
import org.latentj.metadata.GenerationParameters;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;

class SelectionInpainterTest {
  private static final ModelReference MODEL = ModelReference.embedded(LoadOptions.defaults());
  private static final int WIDTH = 200;
  private static final int HEIGHT = 150;
  private static final Mask SELECTION = Mask.ofRegion(WIDTH, HEIGHT, new Region(70, 50, 40, 36));

  /** Notes requests, and returns the image darkened, with red where the mask is above a half. */
  private static final class Painter implements ImageGenerator {
    final List<Inpainting> requests = new ArrayList<>();
    final int nativeSize;
    boolean cancelled;

    Painter(int nativeSize) {
      this.nativeSize = nativeSize;
    }

    @Override
    public GenerationResult generate(
        ModelReference model, GenerationRequest request, GenerationListener listener) {
      if (cancelled) {
        throw new GenerationCancelledException("cancelled");
      }
      Inpainting inpainting = (Inpainting) request;
      requests.add(inpainting);
      byte[] rgb = inpainting.image().toRgb();
      float[] mask = inpainting.mask().toArray();
      for (int i = 0; i < rgb.length; i++) {
        int kept = Math.max(0, (rgb[i] & 0xff) - 12);
        rgb[i] = (byte) (mask[i / 3] < 0.5f ? kept : i % 3 == 0 ? 200 : 20);
      }
      Picture picture = Picture.ofRgb(inpainting.image().width(), inpainting.image().height(), rgb);
      List<GeneratedPicture> pictures = new ArrayList<>();
      for (int i = 0; i < request.settings().batchSize(); i++) {
        long seed = request.settings().seed() + i;
        GenerationParameters parameters = GenerationParameters.builder().seed(seed).build();
        pictures.add(
            new GeneratedPicture(
                picture, seed, parameters, DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA));
      }
      return new GenerationResult(
          request, pictures, "m", "h", "cpu", "F32", Duration.ZERO, List.of("of the engine"));
    }

    @Override
    public ModelInfo load(ModelReference model) {
      return new ModelInfo("m", "cpu", "asked for", "F32", nativeSize, "1");
    }

    @Override
    public void close() {}
  }

  private static Picture photo(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Random random = new Random(4);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (110 + 40 * Math.sin(i / 3 % width * 0.05) + random.nextInt(12));
    }
    return Picture.ofRgb(width, height, rgb);
  }

  private static InpaintingResult paint(Painter painter, DeepImage image, InpaintingOptions with) {
    return new SelectionInpainter(painter, MODEL)
        .inpaint("a red star", image, SELECTION, with, GenerationListener.NONE);
  }

  @ParameterizedTest
  @EnumSource(CompositeKind.class)
  @DisplayName("the selection is red, and outside the feathered one no bit has changed")
  void rgb(CompositeKind kind) {
    Picture before = photo(WIDTH, HEIGHT);
    InpaintingResult result =
        paint(
            new Painter(128),
            DeepImage.of(before),
            InpaintingOptions.builder().composite(kind).build());
    Picture after = result.first().image().toPicture();
    ChangeReport report = result.first().report();
    assertThat(report.changedOutside()).isZero();
    assertThat(report.largestChangeOutside()).isZero();
    assertThat(report.changedPixels()).isGreaterThanOrEqualTo(40 * 36);
    assertThat(report.changedPixels()).isLessThan(WIDTH * HEIGHT / 2);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      if (result.selection().value(x, y) == 0) {
        assertThat(after.rgb(x, y)).isEqualTo(before.rgb(x, y));
      }
    }
    int middle = after.rgb(90, 68);
    assertThat(middle >> 16).isGreaterThan(150);
    assertThat(middle & 0xff).isLessThan(70);
    assertThat(result.remarks()).containsExactly("of the engine");
  }

  @Test
  @DisplayName("a ControlNet's hint is cut out with the selection, in every pass, holes included")
  void controls() {
    Picture before = photo(WIDTH, HEIGHT);
    Control whole =
        new Control(Path.of("net"), ControlImage.inpaint(before, SELECTION), 0.7, 0.1, 0.9, true);
    Picture half = before.resize(WIDTH / 2, HEIGHT / 2, ResampleFilter.BOX);
    Control small = Control.of(Path.of("other"), ControlImage.of(half));
    InpaintingOptions options =
        InpaintingOptions.builder().context(20).controls(List.of(whole, small)).build();
    for (int nativeSize : new int[] {128, 32}) {
      Painter painter = new Painter(nativeSize);
      InpaintingResult result = paint(painter, DeepImage.of(before), options);
      Region crop = result.plan().crop();

      assertThat(crop.width()).isLessThan(WIDTH);
      assertThat(painter.requests).hasSize(nativeSize == 32 ? 2 : 1);
      for (Inpainting request : painter.requests) {
        Control first = request.controls().get(0);
        assertThat(first)
            .isEqualTo(
                new Control(
                    Path.of("net"),
                    ControlImage.inpaint(before.crop(crop), SELECTION.crop(crop)),
                    0.7,
                    0.1,
                    0.9,
                    true));
        Picture enlarged = request.controls().get(1).image().picture();
        assertThat(enlarged)
            .isEqualTo(half.resize(WIDTH, HEIGHT, ResampleFilter.LANCZOS).crop(crop));
      }
    }
  }

  @Test
  @DisplayName("the model sees the filled crop at a size that it knows, softly masked")
  void request() {
    Painter painter = new Painter(128);
    Settings settings = Settings.builder().seed(7).steps(9).build();
    Picture image = photo(WIDTH, HEIGHT);
    InpaintingResult result =
        paint(painter, DeepImage.of(image), InpaintingOptions.builder().settings(settings).build());
    Inpainting request = painter.requests.get(0);
    assertThat(painter.requests).hasSize(1);
    assertThat(request.prompt()).isEqualTo("a red star");
    assertThat(request.settings()).isEqualTo(settings);
    assertThat(request.strength()).isEqualTo(1);
    assertThat(request.blending()).isEqualTo(MaskBlending.DIFFERENTIAL);
    assertThat(request.composite()).isFalse();
    Region crop = result.plan().crop();
    assertThat(request.image().width()).isEqualTo(crop.width()).isEqualTo(128);
    int x = 90 - crop.x();
    int y = 68 - crop.y();
    assertThat(request.mask().value(x, y)).isEqualTo(1);
    assertThat(request.mask().value(0, 0)).isZero();
    assertThat(request.image().rgb(0, 0)).isEqualTo(image.rgb(crop.x(), crop.y()));
    assertThat(request.image().rgb(x, y)).as("filled").isNotEqualTo(image.rgb(90, 68));
    assertThat(result.first().seed()).isEqualTo(7);
    assertThat(result.generation().device()).isEqualTo("cpu");
  }

  @Test
  @DisplayName("below strength 1 the selection begins as it is; latent noise is asked for by name")
  void starts() {
    Painter painter = new Painter(128);
    DeepImage image = DeepImage.of(photo(WIDTH, HEIGHT));
    Region crop =
        paint(painter, image, InpaintingOptions.builder().strength(0.6).build()).plan().crop();
    assertThat(painter.requests.get(0).image().crop(new Region(20, 20, 30, 30)))
        .isEqualTo(
            image
                .toPicture()
                .crop(crop)
                .resize(128, 128, ResampleFilter.LANCZOS)
                .crop(new Region(20, 20, 30, 30)));
    paint(painter, image, InpaintingOptions.builder().fill(FillKind.LATENT_NOISE).build());
    assertThat(painter.requests.get(1).fill()).isEqualTo(MaskFill.LATENT_NOISE);
    paint(painter, image, InpaintingOptions.builder().fill(FillKind.NEUTRAL).build());
    Picture grey = painter.requests.get(2).image();
    assertThat(grey.rgb(grey.width() / 2, grey.height() / 2)).isEqualTo(0x808080);
    for (FillKind kind : FillKind.standaloneKinds()) {
      paint(painter, image, InpaintingOptions.builder().fill(kind).build());
    }
  }

  @Test
  @DisplayName("for the classic blend the mask is hard, and whole blocks of latents are in it")
  void classic() {
    Painter painter = new Painter(128);
    paint(
        painter,
        DeepImage.of(photo(WIDTH, HEIGHT)),
        InpaintingOptions.builder().blending(MaskBlending.CLASSIC).build());
    Mask mask = painter.requests.get(0).mask();
    assertThat(painter.requests.get(0).blending()).isEqualTo(MaskBlending.CLASSIC);
    for (int i = 0; i < 128 * 128; i++) {
      assertThat(mask.value(i % 128, i / 128))
          .isEqualTo(mask.value(i % 128 / 8 * 8, i / 128 / 8 * 8))
          .isIn(0f, 1f);
    }
  }

  @Test
  @DisplayName("a large region is painted small, enlarged and refined, each of a batch by itself")
  void twoPasses() {
    Painter painter = new Painter(64);
    Settings settings = Settings.builder().seed(30).batchSize(2).build();
    Mask large = Mask.ofRegion(WIDTH, HEIGHT, new Region(20, 20, 150, 110));
    InpaintingResult result =
        new SelectionInpainter(painter, MODEL)
            .inpaint(
                "x",
                DeepImage.of(photo(WIDTH, HEIGHT)),
                large,
                InpaintingOptions.builder().settings(settings).refineStrength(0.35).build(),
                GenerationListener.NONE);
    assertThat(painter.requests).hasSize(3);
    Inpainting first = painter.requests.get(0);
    assertThat(first.image().width() * first.image().height())
        .isCloseTo(64 * 64, Offset.offset(500));
    for (int i = 1; i < 3; i++) {
      Inpainting refining = painter.requests.get(i);
      assertThat(refining.strength()).isEqualTo(0.35);
      assertThat(refining.settings().batchSize()).isEqualTo(1);
      assertThat(refining.settings().seed()).isEqualTo(29 + i);
      assertThat(refining.image().width()).isEqualTo(result.plan().refined().get().width());
      int middle = refining.image().rgb(refining.image().width() / 2, 60);
      assertThat(middle >> 16).as("the first pass's red").isGreaterThan(150);
    }
    assertThat(result.images()).hasSize(2);
    assertThat(result.images().get(1).seed()).isEqualTo(31);
    assertThat(result.images()).allMatch(image -> image.report().changedOutside() == 0);
  }

  @Test
  @DisplayName("where passes are smaller than the crop, a remark says so")
  void enlarged() {
    InpaintingOptions once = InpaintingOptions.builder().twoPasses(false).build();
    Mask large = Mask.ofRegion(WIDTH, HEIGHT, new Region(20, 20, 150, 110));
    InpaintingResult result =
        new SelectionInpainter(new Painter(64), MODEL)
            .inpaint("x", photo(WIDTH, HEIGHT), large, once);
    assertThat(result.remarks())
        .anySatisfy(remark -> assertThat(remark).contains("200x150").contains("enlarged"));
  }

  @ParameterizedTest
  @EnumSource(SampleType.class)
  @DisplayName("at every depth, samples outside keep their bits and inside stay in their range")
  void depths(SampleType type) {
    float[] values = new float[WIDTH * HEIGHT];
    Random random = new Random(8);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case UINT8 -> random.nextInt(256);
            case UINT16 -> 900 + random.nextInt(9000);
            case FLOAT32 -> random.nextFloat() * 2e-3f - 1e-3f;
          };
    }
    if (type == SampleType.FLOAT32) {
      values[0] = Float.intBitsToFloat(0x7fc00abc);
      values[WIDTH * 60 + 80] = Float.NaN;
    }
    double[] range = {
      type == SampleType.FLOAT32 ? -5e-4 : 2000, type == SampleType.FLOAT32 ? 5e-4 : 4000
    };
    if (type == SampleType.UINT8) {
      range = new double[] {30, 180};
    }
    DeepImage image = DeepImage.grey(WIDTH, HEIGHT, values.clone(), range[0], range[1], type);
    InpaintingResult result = paint(new Painter(128), image, InpaintingOptions.defaults());
    float[] after = result.first().image().samples().channel(0);
    for (int i = 0; i < after.length; i++) {
      if (result.selection().value(i % WIDTH, i / WIDTH) == 0) {
        assertThat(Float.floatToRawIntBits(after[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
      } else if (SELECTION.value(i % WIDTH, i / WIDTH) == 1) {
        assertThat(after[i]).isBetween((float) range[0], (float) range[1]);
      }
    }
    assertThat(result.first().report().changedOutside()).isZero();
    assertThat(result.first().report().changedPixels()).isGreaterThan(1000);
    assertThat(result.first().image().display()).isEqualTo(image.display());
    assertThat(result.first().image().type()).isEqualTo(type);
  }

  @Test
  @DisplayName("of composite images, the channels that show the painted colour get it")
  void composite() {
    float[] dim = new float[WIDTH * HEIGHT];
    Arrays.fill(dim, 300);
    DeepImage image =
        new DeepImage(
            Planes.of(WIDTH, HEIGHT, dim.clone(), dim.clone()),
            List.of(new DisplayChannel(0, 1000, 1, 0, 0), new DisplayChannel(0, 1000, 0, 1, 1)),
            SampleType.UINT16);
    InpaintingOptions options = InpaintingOptions.builder().composite(CompositeKind.ALPHA).build();
    InpaintingResult result = paint(new Painter(128), image, options);
    int middle = 68 * WIDTH + 90;
    assertThat(result.first().image().samples().channel(0)[middle]).isGreaterThan(700);
    assertThat(result.first().image().samples().channel(1)[middle]).isLessThan(250);
    assertThat(result.first().image().samples().channel(1)[0]).isEqualTo(300);
  }

  @Test
  @DisplayName("the autoencoder's darkening is taken back by the pixels outside")
  void colourMatch() {
    Picture before = photo(WIDTH, HEIGHT);
    double with = ringShift(before, true);
    double without = ringShift(before, false);
    assertThat(without).isGreaterThan(6);
    assertThat(with).isLessThan(without / 3);
  }

  /** How far the feather's pixels that were not repainted have moved, in levels. */
  private static double ringShift(Picture before, boolean match) {
    InpaintingOptions options =
        InpaintingOptions.builder().colorMatch(match).composite(CompositeKind.ALPHA).build();
    InpaintingResult result = paint(new Painter(128), DeepImage.of(before), options);
    Picture after = result.first().image().toPicture();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean outside = x < 61 || x > 118 || y < 41 || y > 94;
      if (outside && result.selection().value(x, y) > 0.6f) {
        sum += Math.abs((after.rgb(x, y) & 0xff) - (before.rgb(x, y) & 0xff));
        count++;
      }
    }
    assertThat(count).isGreaterThan(20);
    return sum / count;
  }

  @Test
  @DisplayName("with all selected there is nothing to fill from: grey, and a remark")
  void everything() {
    float[] ones = new float[64 * 48];
    Arrays.fill(ones, 1);
    Painter painter = new Painter(64);
    InpaintingResult result =
        new SelectionInpainter(painter, MODEL)
            .inpaint("x", photo(64, 48), Mask.of(64, 48, ones), InpaintingOptions.defaults());
    assertThat(result.remarks()).anyMatch(remark -> remark.contains("filled with grey"));
    assertThat(painter.requests.get(0).image().rgb(5, 5)).isEqualTo(0x808080);
    assertThat(result.first().report().changedPixels()).isEqualTo(64 * 48);
  }

  @Test
  @DisplayName("cancelling goes through; other sizes and empty selections are refused")
  void refused() {
    Painter painter = new Painter(128);
    SelectionInpainter inpainter = new SelectionInpainter(painter, MODEL);
    Picture image = photo(WIDTH, HEIGHT);
    InpaintingOptions options = InpaintingOptions.defaults();
    assertThatThrownBy(() -> inpainter.inpaint("x", image, Mask.of(1, 1, new float[] {1}), options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a selection of the image's 200x150 pixels but got 1x1");
    Mask empty = Mask.of(WIDTH, HEIGHT, new float[WIDTH * HEIGHT]);
    assertThatThrownBy(() -> inpainter.inpaint("x", image, empty, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing is selected");
    painter.cancelled = true;
    assertThatThrownBy(() -> inpainter.inpaint("x", image, SELECTION, options))
        .isInstanceOf(GenerationCancelledException.class);
  }
}
