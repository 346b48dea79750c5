package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;

/**
 * The part of a picture that is repainted, and how; see {@link
 * org.latentj.inpaint.InpaintingOptions}. Widths are in pixels of the picture.
 *
 * @param mask an existing file of the picture's size; white is repainted, black kept
 * @param fill what the part begins as
 * @param composite how what was painted is laid over the picture
 * @param grow how far the part is enlarged; empty: as fits its size
 * @param feather how far it fades beyond that; empty: as fits its size
 * @param context how much around it the model sees; empty: as fits its size
 */
public record Selection(
    Path mask,
    FillKind fill,
    CompositeKind composite,
    Optional<Integer> grow,
    Optional<Integer> feather,
    Optional<Integer> context) {}
