/** Selections inpainted: whether the object is there, and whether its surroundings show a seam. */
package org.latentj.samples.miniature.evaluation.selection;
