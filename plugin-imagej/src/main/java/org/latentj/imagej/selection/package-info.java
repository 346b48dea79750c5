/** Selections, thresholds, overlays and the ROI Manager's regions as masks. */
package org.latentj.imagej.selection;
