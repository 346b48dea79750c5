package org.latentj.imagej.script;

import ij.ImagePlus;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.Settings;
import org.scijava.service.SciJavaService;

/**
 * Stable Diffusion for scripts, from Java and Groovy: {@code #@ StableDiffusionService sd}, then
 * {@code sd.textToImage("a red star", Settings.builder().seed(7).build())}. Images are returned,
 * not shown. Progress is in the status bar, and Esc cancels.
 *
 * <p>Every method takes seconds to minutes: none may be called on the event thread. All throw what
 * {@code GenerationService.generate} throws.
 */
public interface StableDiffusionService extends SciJavaService {

  /**
   * Uses another model from now on.
   *
   * @param name an installed model's name, or a path; empty for the embedded model
   * @throws IllegalArgumentException if there is none
   */
  void useModel(String name);

  /** An RGB image of the model's own size, one slice for each of the settings' batch. */
  ImagePlus textToImage(String prompt, Settings settings);

  /**
   * A new RGB image from the displayed slice.
   *
   * @param image not modified
   * @param strength from 0 (keep the image) to 1 (begin with noise)
   */
  ImagePlus imageToImage(ImagePlus image, String prompt, double strength, Settings settings);

  /**
   * A copy of the displayed position with the selected region repainted; all other pixels keep
   * their bits.
   *
   * @param image with a selection, a threshold, or areas in the overlay; not modified
   */
  ImagePlus inpaint(ImagePlus image, String prompt, InpaintingOptions options);

  /**
   * A copy of the displayed position with the selected region filled from its surroundings.
   *
   * @param image as in {@link #inpaint}
   * @param kind one that needs no model
   */
  ImagePlus fill(ImagePlus image, FillKind kind);
}
