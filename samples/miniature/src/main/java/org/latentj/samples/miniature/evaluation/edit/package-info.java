/** Inpainting and image to image: whether pictures change as asked, and only there. */
package org.latentj.samples.miniature.evaluation.edit;
