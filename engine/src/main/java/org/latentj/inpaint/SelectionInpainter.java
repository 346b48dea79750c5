package org.latentj.inpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.latentj.ImageGenerator;
import org.latentj.ModelReference;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;
import org.latentj.image.ResampleFilter;
import org.latentj.inpaint.color.ColorMatch;
import org.latentj.inpaint.composite.Compositor;
import org.latentj.inpaint.composite.Layer;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.inpaint.fill.SelectionFill;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationResult;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;

/**
 * Repaints what is selected in an image, with any {@link ImageGenerator}: cuts out the selection
 * and what is around it, fills it, has it painted at a size that the model knows, brings its tones
 * to the image's, and lays it back. What is outside the feathered selection keeps its bits.
 *
 * <p>Holds nothing between calls; the generator stays the caller's, and is asked by one thread at a
 * time as it allows.
 */
public final class SelectionInpainter {
  private static final float NEUTRAL = 127.5f;
  private static final int LATENT_BLOCK = 8;

  private final ImageGenerator generator;
  private final ModelReference model;

  /** An inpainter with a model. */
  public SelectionInpainter(ImageGenerator generator, ModelReference model) {
    this.generator = Objects.requireNonNull(generator, "generator");
    this.model = Objects.requireNonNull(model, "model");
  }

  /** As {@link #inpaint(String, DeepImage, Mask, InpaintingOptions, GenerationListener)}. */
  public InpaintingResult inpaint(
      String prompt, Picture picture, Mask selection, InpaintingOptions options) {
    return inpaint(prompt, DeepImage.of(picture), selection, options, GenerationListener.NONE);
  }

  /**
   * Inpaints a selection.
   *
   * @param prompt what the selection shall show
   * @param image not modified
   * @param selection of the image's size; 1 is selected, 0 is not
   * @param listener hears of each pass from its beginning, and may cancel
   * @throws IllegalArgumentException if nothing is selected or the selection has another size
   * @throws org.latentj.request.GenerationCancelledException if the listener cancels
   */
  public InpaintingResult inpaint(
      String prompt,
      DeepImage image,
      Mask selection,
      InpaintingOptions options,
      GenerationListener listener) {
    if (image.width() != selection.width() || image.height() != selection.height()) {
      throw new IllegalArgumentException(
          "expected a selection of the image's %dx%d pixels but got %dx%d"
              .formatted(image.width(), image.height(), selection.width(), selection.height()));
    }
    InpaintingPlan plan = InpaintingPlan.of(selection, options, generator.load(model).nativeSize());
    Run run = new Run(prompt, image, selection, options, plan, listener);
    return run.result();
  }

  /** One call. */
  private final class Run {
    private final String prompt;
    private final DeepImage image;
    private final InpaintingOptions options;
    private final InpaintingPlan plan;
    private final GenerationListener listener;
    private final DeepImage part;
    private final Planes original;
    private final SelectionMasks masks;
    private final Mask feathered;
    private final List<String> remarks = new ArrayList<>();

    Run(
        String prompt,
        DeepImage image,
        Mask selection,
        InpaintingOptions options,
        InpaintingPlan plan,
        GenerationListener listener) {
      this.prompt = prompt;
      this.image = image;
      this.options = options;
      this.plan = plan;
      this.listener = listener;
      part = new DeepImage(image.samples().crop(plan.crop()), image.display(), image.type());
      original = part.displayed();
      masks = SelectionMasks.of(selection, plan);
      feathered = whole(masks.alpha(), selection);
    }

    private Mask whole(Mask alpha, Mask selection) {
      Planes empty = Planes.constant(selection.width(), selection.height(), 0);
      Planes placed =
          empty.withRegion(plan.crop(), Planes.of(alpha.width(), alpha.height(), alpha.toArray()));
      return Mask.of(selection.width(), selection.height(), placed.channel(0));
    }

    InpaintingResult result() {
      Picture start = filled().toPicture();
      GenerationResult painted =
          paint(start, plan.painted(), options.strength(), maskFill(), options.settings());
      remarks.addAll(painted.remarks());
      GenerationResult last = painted;
      List<InpaintedImage> images = new ArrayList<>();
      for (GeneratedPicture picture : painted.pictures()) {
        GeneratedPicture shown = picture;
        if (plan.refined().isPresent()) {
          last = refine(picture, plan.refined().get());
          shown = last.first();
        }
        images.add(finished(shown));
      }
      remarkOnSize();
      return new InpaintingResult(images, plan, feathered, last, remarks);
    }

    private GenerationResult refine(GeneratedPicture picture, InpaintingPlan.Size size) {
      Settings settings = options.settings().toBuilder().batchSize(1).seed(picture.seed()).build();
      return paint(picture.picture(), size, options.refineStrength(), MaskFill.ORIGINAL, settings);
    }

    private MaskFill maskFill() {
      return options.fill() == FillKind.LATENT_NOISE ? MaskFill.LATENT_NOISE : MaskFill.ORIGINAL;
    }

    private Planes filled() {
      FillKind kind = options.fill();
      if (kind == FillKind.AUTOMATIC) {
        kind = options.strength() < 1 ? FillKind.ORIGINAL : FillKind.MEMBRANE;
      }
      if (!kind.standalone()) {
        return original;
      }
      Mask hole = masks.filled();
      if (hole.isEmpty()) {
        return original;
      }
      if (hole.invert().isEmpty() && kind != FillKind.NEUTRAL) {
        remarks.add("no surroundings are left to fill the selection from: it was filled with grey");
        kind = FillKind.NEUTRAL;
      }
      return kind == FillKind.NEUTRAL
          ? SelectionFill.fill(original, hole, kind, new float[] {NEUTRAL, NEUTRAL, NEUTRAL})
          : SelectionFill.fill(original, hole, kind, options.settings().seed());
    }

    private GenerationResult paint(
        Picture start, InpaintingPlan.Size size, double strength, MaskFill fill, Settings with) {
      Mask mask = masks.denoise();
      if (mask.width() != size.width() || mask.height() != size.height()) {
        mask = mask.resize(size.width(), size.height(), ResampleFilter.BILINEAR);
      }
      if (options.blending() == MaskBlending.CLASSIC) {
        mask = SelectionMasks.blockMaximum(mask.threshold(), LATENT_BLOCK);
      }
      Inpainting request =
          new Inpainting(
              prompt,
              start.resize(size.width(), size.height(), ResampleFilter.LANCZOS),
              mask,
              strength,
              fill,
              false,
              with,
              options.blending());
      return generator.generate(model, request, listener);
    }

    private InpaintedImage finished(GeneratedPicture generated) {
      Planes painted = Planes.of(generated.picture());
      if (painted.width() != original.width() || painted.height() != original.height()) {
        painted = painted.resize(original.width(), original.height(), ResampleFilter.LANCZOS);
      }
      if (options.colorMatch()) {
        painted = ColorMatch.to(original, painted, masks.denoise());
      }
      Layer layer = Compositor.layer(options.composite(), original, painted, masks.alpha());
      DeepImage changed = part.over(layer.pixels(), layer.alpha());
      DeepImage result =
          new DeepImage(
              image.samples().withRegion(plan.crop(), changed.samples()),
              image.display(),
              image.type());
      return new InpaintedImage(
          result,
          generated.seed(),
          generated.parameters(),
          ChangeReport.of(image, result, feathered));
    }

    private void remarkOnSize() {
      InpaintingPlan.Size size = plan.refined().orElse(plan.painted());
      if (size.width() < plan.crop().width() || size.height() < plan.crop().height()) {
        remarks.add(
            "the selection with its context, %dx%d pixels, was painted at %dx%d and enlarged"
                .formatted(plan.crop().width(), plan.crop().height(), size.width(), size.height()));
      }
    }
  }
}
