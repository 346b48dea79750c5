package org.latentj.imagej.edit;

import ij.ImagePlus;
import java.util.Optional;

/**
 * What came of an edit.
 *
 * @param image the new image, or the one that was edited in place
 * @param changes 255 where a pixel changed, 0 elsewhere, a slice for each position; if it was
 *     wanted
 * @param report what changed, in one sentence
 */
public record EditedImage(ImagePlus image, Optional<ImagePlus> changes, String report) {}
