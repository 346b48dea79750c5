package org.latentj.imagej.selection;

import org.latentj.image.Mask;

/**
 * A region to work on.
 *
 * @param name of the region, where it has one of its own; else what it came from
 * @param mask of the image's size; 1 inside, 0 outside
 */
public record SelectedRegion(String name, Mask mask) {}
