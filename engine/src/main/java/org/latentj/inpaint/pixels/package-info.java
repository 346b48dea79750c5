/**
 * Images as planes of floats, and how images of any depth are shown to a model and changed by what
 * it gives back. Depends on {@code image} only.
 */
package org.latentj.inpaint.pixels;
