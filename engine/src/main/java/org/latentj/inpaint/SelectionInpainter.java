package org.latentj.inpaint;

import java.util.Objects;
import org.latentj.ImageGenerator;
import org.latentj.ModelReference;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.request.GenerationListener;

/**
 * Repaints what is selected in an image, with any {@link ImageGenerator}: cuts out the selection
 * and what is around it, fills it, has it painted at a size that the model knows, brings its tones
 * to the image's, and lays it back. What is outside the feathered selection keeps its bits.
 *
 * <p>Holds nothing between calls; the generator stays the caller's, and is asked by one thread at a
 * time as it allows.
 */
public final class SelectionInpainter {
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
    // Before a model is loaded, which takes seconds.
    InpaintingPlan.requireSelected(selection);
    int nativeSize = generator.load(model).nativeSize();
    InpaintingPlan plan = InpaintingPlan.of(selection, options, nativeSize);
    return new InpaintingRun(prompt, image, selection, options, plan, listener::cancelled)
        .result(request -> generator.generate(model, request, listener));
  }
}
