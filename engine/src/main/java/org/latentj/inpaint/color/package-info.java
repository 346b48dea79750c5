/**
 * Colours as eyes measure them, and matching those of two images. Depends on {@code image} and
 * {@code inpaint.pixels}.
 */
package org.latentj.inpaint.color;
