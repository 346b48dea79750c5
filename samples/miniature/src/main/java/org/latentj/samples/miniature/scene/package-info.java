/**
 * Scenes of one to three coloured shapes on a background: what they are made of, how they are drawn
 * and what is said of them.
 *
 * <p>All lengths are fractions of the picture's edge, so that a scene can be drawn at any size; x
 * grows to the right, y downwards, from the top left corner. Sizes in pixels refer to a picture of
 * 128 pixels. Everything drawn by chance comes from a seed, so that it can be drawn again.
 */
package org.latentj.samples.miniature.scene;
