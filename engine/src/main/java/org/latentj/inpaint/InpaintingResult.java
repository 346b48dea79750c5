package org.latentj.inpaint;

import java.util.List;
import org.latentj.image.Mask;
import org.latentj.request.GenerationResult;

/**
 * What came of inpainting a selection.
 *
 * @param images one for each of the batch
 * @param plan what was cut out, and the sizes that it was painted at
 * @param selection the feathered selection, of the image's size: where it is 0, nothing changed
 * @param generation the last pass's result: model, device, precision, duration
 * @param remarks what the user should know
 */
public record InpaintingResult(
    List<InpaintedImage> images,
    InpaintingPlan plan,
    Mask selection,
    GenerationResult generation,
    List<String> remarks) {

  /** Copies the lists. */
  public InpaintingResult {
    images = List.copyOf(images);
    remarks = List.copyOf(remarks);
  }

  /** The first image. */
  public InpaintedImage first() {
    return images.get(0);
  }
}
