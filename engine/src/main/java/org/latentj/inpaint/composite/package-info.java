/**
 * Lays what a model painted over an original without a seam. Depends on {@code image}, {@code
 * inpaint.pixels} and {@code inpaint.solve}.
 */
package org.latentj.inpaint.composite;
