package org.latentj.imagej.edit;

import ij.ImagePlus;
import ij.ImageStack;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Picture;
import org.latentj.image.ResampleFilter;
import org.latentj.imagej.control.Guide;
import org.latentj.imagej.pixels.Copies;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.pixels.SafetyMark;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.SafetyCheck;
import org.latentj.request.Settings;

/** Makes new RGB images of what an image displays. */
public final class Transform {
  private static final int LATENT_PIXEL = 8;

  private final Engine engine;
  private final String prompt;
  private final double strength;
  private final Settings settings;
  private final List<String> remarks = new ArrayList<>();
  private final Guide guide;
  private final List<SafetyCheck> checks = new ArrayList<>();

  /**
   * A transformation.
   *
   * @param strength from 0 (keep the image) to 1 (begin with noise)
   */
  public Transform(Engine engine, String prompt, double strength, Settings settings) {
    this(engine, prompt, strength, settings, Guide.NONE);
  }

  private Transform(Engine engine, String prompt, double strength, Settings settings, Guide guide) {
    this.engine = engine;
    this.prompt = prompt;
    this.strength = strength;
    this.settings = settings;
    this.guide = guide;
  }

  /** The same with a ControlNet in {@link #run}. */
  public Transform guidedBy(Guide other) {
    return new Transform(engine, prompt, strength, settings, other);
  }

  /**
   * Image to image, of the same size. Errors are those of {@link Engine#generate}.
   *
   * @param image not modified
   * @param wholeStack every position; else the current one
   * @param runningNoise whether the seed counts up from slice to slice
   */
  public ImagePlus run(ImagePlus image, boolean wholeStack, boolean runningNoise) {
    List<Integer> positions = Copies.positions(image, wholeStack);
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    GeneratedPicture first = null;
    for (int part = 0; part < positions.size(); part++) {
      long seed = settings.seed() + (runningNoise ? part : 0);
      Picture shown = Pictures.displayed(image, positions.get(part));
      ImageToImage request =
          new ImageToImage(
              prompt,
              shown,
              strength,
              settings.toBuilder().seed(seed).build(),
              guide.forPicture(image, positions.get(part)));
      GenerationResult result = engine.generate(request, part + 1, positions.size());
      Picture made = result.first().picture();
      // The engine rounds sides to multiples of 8; calibration and overlay hold for the old size.
      Picture sized =
          made.width() == shown.width() && made.height() == shown.height()
              ? made
              : made.resize(shown.width(), shown.height(), ResampleFilter.LANCZOS);
      stack.addSlice(
          image.getStack().getSliceLabel(positions.get(part)), Pictures.toProcessor(sized));
      first = first == null ? result.first() : first;
      remember(result);
    }
    return finish(image, new ImagePlus(title(image, "img2img"), stack), wholeStack, first);
  }

  private ImagePlus finish(
      ImagePlus source, ImagePlus made, boolean wholeStack, GeneratedPicture first) {
    Copies.copyAttributes(source, made);
    if (wholeStack && made.getStackSize() == source.getNSlices() * source.getNFrames()) {
      made.setDimensions(1, source.getNSlices(), source.getNFrames());
      made.setOpenAsHyperStack(source.isHyperStack() && source.getNFrames() > 1);
    }
    ResultImages.stamp(made, first);
    SafetyMark.ofPictures(made, checks);
    return made;
  }

  /**
   * The current position enlarged, then refined by a second pass of image to image.
   *
   * @param factor above 1; sides are rounded to multiples of 8
   */
  public ImagePlus enlarge(ImagePlus image, double factor) {
    int width = side(image.getWidth() * factor);
    int height = side(image.getHeight() * factor);
    Picture large = Pictures.displayed(image).resize(width, height, ResampleFilter.LANCZOS);
    GenerationResult result = engine.generate(new ImageToImage(prompt, large, strength, settings));
    remember(result);
    ImagePlus made =
        new ImagePlus(title(image, "upscaled"), Pictures.toProcessor(result.first().picture()));
    String info = image.getInfoProperty();
    if (info != null) {
      made.setProperty(ResultImages.INFO, info);
    }
    made.setCalibration(image.getCalibration().copy());
    made.getCalibration().pixelWidth *= (double) image.getWidth() / made.getWidth();
    made.getCalibration().pixelHeight *= (double) image.getHeight() / made.getHeight();
    ResultImages.stamp(made, result.first());
    return made;
  }

  private static int side(double pixels) {
    return LATENT_PIXEL * (int) Math.round(pixels / LATENT_PIXEL);
  }

  private static String title(ImagePlus image, String suffix) {
    return PlaneEditor.titleOf(image) + "-" + suffix;
  }

  private void remember(GenerationResult result) {
    checks.add(result.first().safety());
    result.remarks().stream().filter(text -> !remarks.contains(text)).forEach(remarks::add);
  }

  /** What the user should know, after the run. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
