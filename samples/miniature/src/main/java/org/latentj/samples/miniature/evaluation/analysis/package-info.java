/**
 * Reads a picture: what background it shows, how many objects, of which colours and shapes, and
 * whether that is what a scene asked for. Knows nothing of models.
 *
 * <p>Everything is measured on 128x128 pixels; pictures of other sizes are scaled first. All
 * lengths are in pixels of that size, x to the right, y downwards.
 */
package org.latentj.samples.miniature.evaluation.analysis;
