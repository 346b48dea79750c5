/**
 * The invisible watermark of Stable Diffusion's original scripts: puts a short text into a
 * picture's colours and reads it back. Depends on {@code image}; needs no model and no native code.
 */
package org.latentj.watermark;
