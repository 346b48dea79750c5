package org.latentj;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.Progress;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.runtime.Precision;
import org.latentj.sampler.SamplerKind;

/** The models of random weights among the test resources, and requests that are quick on them. */
final class TinyModels {
  /** A Stable Diffusion v1 with pictures of 64 x 64. */
  static final Path V1 = resource("/conformance/tiny-diffusers");

  /** The same for inpainting: its UNet takes 9 channels. */
  static final Path INPAINTING = resource("/conformance/tiny-inpaint");

  /** A single file with the weights of {@link #V1} as its averaged ones. */
  static final Path SINGLE_FILE =
      resource("/conformance/tiny-ckpt/tiny-v1-full-ema-legacy-fp16.ckpt");

  static final Path SINGLE_FILE_CONFIG = resource("/conformance/tiny-ckpt/config");
  static final Path TOKENIZER = V1.resolve("tokenizer");

  private TinyModels() {}

  private static Path resource(String name) {
    try {
      return Path.of(TinyModels.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static LoadOptions onCpu() {
    return LoadOptions.defaults().withDevice("cpu").withPrecision(Precision.F32);
  }

  static StableDiffusion load(Path checkpoint) {
    return StableDiffusion.load(checkpoint, onCpu());
  }

  /** Four deterministic steps. */
  static SettingsBuilder quick() {
    return Settings.builder().steps(4).sampler(SamplerKind.DDIM).guidanceScale(5).seed(11);
  }

  static Picture picture(StableDiffusion model, GenerationRequest request) {
    return model.generate(request).first().picture();
  }

  static Picture picture(StableDiffusion model, String prompt, SettingsBuilder settings) {
    return picture(model, TextToImage.of(prompt, settings.build()));
  }

  static List<Picture> pictures(StableDiffusion model, String prompt, SettingsBuilder settings) {
    return model.generate(TextToImage.of(prompt, settings.build())).pictures().stream()
        .map(GeneratedPicture::picture)
        .toList();
  }

  /** The greatest difference of any channel of any pixel, 0 to 255. */
  static int difference(Picture a, Picture b) {
    byte[] left = a.toRgb();
    byte[] right = b.toRgb();
    int largest = a.width() == b.width() && left.length == right.length ? 0 : 256;
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      largest = Math.max(largest, Math.abs((left[i] & 0xff) - (right[i] & 0xff)));
    }
    return largest;
  }

  /** The mean difference over all channels and pixels of pictures of one size. */
  static double meanDifference(Picture a, Picture b) {
    byte[] left = a.toRgb();
    byte[] right = b.toRgb();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 0xff) - (right[i] & 0xff));
    }
    return sum / left.length;
  }

  /** Soft colours with an edge, without symmetry. */
  static Picture photo(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = Math.sin(x * 0.13 + i % 3) * 60 + Math.cos(y * 0.09 - i % 3) * 50;
      rgb[i] = (byte) (int) (128 + wave + (x > width / 2 ? 15 : 0));
    }
    return Picture.ofRgb(width, height, rgb);
  }

  static Mask square(int width, int height, int x, int y, int side) {
    return Mask.ofRegion(width, height, new Region(x, y, side, side));
  }

  static Mask constant(int width, int height, float value) {
    float[] values = new float[width * height];
    Arrays.fill(values, value);
    return Mask.of(width, height, values);
  }

  /** Notes every call, and may end the request at one. */
  static class Recorder implements GenerationListener {
    final List<Progress> heard = new ArrayList<>();
    int asked;

    @Override
    public void progress(Progress progress) {
      heard.add(progress);
    }

    @Override
    public boolean cancelled() {
      asked++;
      return false;
    }

    /** How many model calls have been made. */
    int modelCalls() {
      return (int)
          heard.stream().filter(p -> p.stage() == Progress.Stage.SAMPLING && p.step() > 0).count();
    }

    boolean heardOf(Progress.Stage stage) {
      return heard.stream().anyMatch(p -> p.stage() == stage);
    }
  }
}
