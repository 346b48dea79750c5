package org.latentj.inpaint.composite;

import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.Planes;

/**
 * What is to be laid over an original: {@code original + alpha * (pixels - original)}.
 *
 * @param pixels of the original's size and channels
 * @param alpha of the same size; 0 keeps the original
 */
public record Layer(Planes pixels, Mask alpha) {}
