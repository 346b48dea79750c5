package org.latentj.inpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationResult;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;

/** One selection on its way through fill, passes, colour match and composite. */
final class InpaintingRun {
  private static final float NEUTRAL = 127.5f;
  private static final int LATENT_BLOCK = 8;

  private final String prompt;
  private final DeepImage image;
  private final InpaintingOptions options;
  private final InpaintingPlan plan;

  /** The crop, in its own samples. */
  private final DeepImage part;

  /** The crop as it is shown: red, green and blue from 0 to 255. */
  private final Planes original;

  private final SelectionMasks masks;
  private final Mask feathered;
  private final Control[] controls;
  private final BooleanSupplier cancelled;
  private final List<String> remarks = new ArrayList<>();

  InpaintingRun(
      String prompt,
      DeepImage image,
      Mask selection,
      InpaintingOptions options,
      InpaintingPlan plan,
      BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    this.prompt = prompt;
    this.image = image;
    this.options = options;
    this.plan = plan;
    part = new DeepImage(image.samples().crop(plan.crop()), image.display(), image.type());
    original = part.displayed();
    masks = SelectionMasks.of(selection, plan);
    feathered = wholeSize(masks.alpha());
    controls = options.controls().stream().map(this::overCrop).toArray(Control[]::new);
  }

  /** The engine resizes a hint to the picture that is painted: here it gets the same part. */
  private Control overCrop(Control control) {
    ControlImage part = control.image().resize(image.width(), image.height()).crop(plan.crop());
    return new Control(
        control.network(),
        part,
        control.scale(),
        control.start(),
        control.end(),
        control.guessMode());
  }

  private Mask wholeSize(Mask alpha) {
    Planes placed =
        Planes.constant(image.width(), image.height(), 0)
            .withRegion(plan.crop(), Planes.of(alpha.width(), alpha.height(), alpha.toArray()));
    return Mask.of(image.width(), image.height(), placed.channel(0));
  }

  InpaintingResult result(Function<Inpainting, GenerationResult> generator) {
    GenerationResult last = generator.apply(firstPass());
    remarks.addAll(last.remarks());
    List<InpaintedImage> images = new ArrayList<>();
    for (GeneratedPicture picture : last.pictures()) {
      GeneratedPicture finest = picture;
      if (plan.refined().isPresent() && !picture.safety().flagged()) {
        last = generator.apply(secondPass(picture, plan.refined().get()));
        finest = last.first();
      }
      if (finest.safety().flagged()) {
        remarks.add(
            "the model's safety checker flagged a picture: that selection was left as it was");
      }
      images.add(finished(finest));
    }
    if (options.settings().watermark().isPresent()) {
      remarks.add("the watermark was left out: only whole pictures can carry one");
    }
    remarkOnSize();
    return new InpaintingResult(images, plan, feathered, last, remarks);
  }

  private Inpainting firstPass() {
    MaskFill fill =
        options.fill() == FillKind.LATENT_NOISE ? MaskFill.LATENT_NOISE : MaskFill.ORIGINAL;
    Picture start = filled().toPicture();
    return request(start, plan.painted(), options.strength(), fill, settings().build());
  }

  private Inpainting secondPass(GeneratedPicture picture, InpaintingPlan.Size size) {
    Settings settings = settings().batchSize(1).seed(picture.seed()).build();
    return request(picture.picture(), size, options.refineStrength(), MaskFill.ORIGINAL, settings);
  }

  /** Resizing and compositing would leave nothing of a watermark that could be read. */
  private SettingsBuilder settings() {
    return options.settings().toBuilder().withoutWatermark();
  }

  private Inpainting request(
      Picture start, InpaintingPlan.Size size, double strength, MaskFill fill, Settings with) {
    Mask mask = masks.denoise();
    if (mask.width() != size.width() || mask.height() != size.height()) {
      mask = mask.resize(size.width(), size.height(), ResampleFilter.BILINEAR);
    }
    if (options.blending() == MaskBlending.CLASSIC) {
      // The classic blend takes the upper left value of each block.
      mask = SelectionMasks.blockMaximum(mask.threshold(), LATENT_BLOCK);
    }
    Picture sized = start.resize(size.width(), size.height(), ResampleFilter.LANCZOS);
    return new Inpainting(prompt, sized, mask, strength, fill, false, with, options.blending())
        .withControls(controls);
  }

  private Planes filled() {
    FillKind kind = options.fill();
    if (kind == FillKind.AUTOMATIC) {
      kind = options.strength() < 1 ? FillKind.ORIGINAL : FillKind.MEMBRANE;
    }
    Mask hole = masks.filled();
    if (!kind.standalone() || hole.isEmpty()) {
      return original;
    }
    if (hole.invert().isEmpty() && kind != FillKind.NEUTRAL) {
      remarks.add("no surroundings are left to fill the selection from: it was filled with grey");
      kind = FillKind.NEUTRAL;
    }
    return kind == FillKind.NEUTRAL
        ? SelectionFill.fill(original, hole, kind, new float[] {NEUTRAL, NEUTRAL, NEUTRAL})
        : SelectionFill.fill(original, hole, kind, options.settings().seed(), cancelled);
  }

  private InpaintedImage finished(GeneratedPicture generated) {
    // Not a black hole in somebody's image: what was flagged is not laid back.
    DeepImage result = generated.safety().flagged() ? image : changed(generated);
    return new InpaintedImage(
        result,
        generated.seed(),
        SelectionParameters.of(generated.parameters(), options, plan),
        ChangeReport.of(image, result, feathered));
  }

  private DeepImage changed(GeneratedPicture generated) {
    Planes painted = Planes.of(generated.picture());
    if (painted.width() != original.width() || painted.height() != original.height()) {
      painted = painted.resize(original.width(), original.height(), ResampleFilter.LANCZOS);
    }
    if (options.colorMatch()) {
      painted = ColorMatch.to(original, painted, masks.denoise());
    }
    Layer layer = Compositor.layer(options.composite(), original, painted, masks.alpha());
    DeepImage changed = part.over(layer.pixels(), layer.alpha());
    return new DeepImage(
        image.samples().withRegion(plan.crop(), changed.samples()), image.display(), image.type());
  }

  private void remarkOnSize() {
    InpaintingPlan.Size size = plan.refined().orElse(plan.painted());
    int width = plan.crop().width();
    int height = plan.crop().height();
    if (size.width() < width || size.height() < height) {
      remarks.add(
          "the selection with its context, %dx%d pixels, was painted at %dx%d and enlarged"
              .formatted(width, height, size.width(), size.height()));
    }
  }
}
