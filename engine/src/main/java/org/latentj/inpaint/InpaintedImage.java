package org.latentj.inpaint;

import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.metadata.GenerationParameters;

/**
 * One result of inpainting a selection.
 *
 * @param image of the size, depth and displayed ranges of the one that was given
 * @param seed of its noise
 * @param parameters how it was made, in A1111's terms; its {@code Size} is that of the part that
 *     the model painted
 * @param report what changed
 */
public record InpaintedImage(
    DeepImage image, long seed, GenerationParameters parameters, ChangeReport report) {}
