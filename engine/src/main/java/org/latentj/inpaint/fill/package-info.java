/**
 * Fills holes in images of any depth from what surrounds them, without a model. Depends on {@code
 * image}, {@code inpaint.pixels} and {@code inpaint.solve}.
 */
package org.latentj.inpaint.fill;
