package org.latentj.imagej.edit;

/**
 * Where an edit goes.
 *
 * @param wholeStack every position; else the current one
 * @param inPlace into the image itself; else into a new one
 * @param changeMask whether an image of the changed pixels is wanted too
 * @param suffix of a new image's title
 */
public record EditTarget(boolean wholeStack, boolean inPlace, boolean changeMask, String suffix) {}
