package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.image.MaskFill;

/**
 * The picture that an asset begins with.
 *
 * @param image an existing file; its size is the asset's
 * @param mask an existing file; white is repainted, black kept; absent to repaint all
 * @param strength from 0 (keep the picture) to 1 (begin with noise)
 * @param fill what the masked part begins as
 */
public record InitImage(Path image, Optional<Path> mask, double strength, MaskFill fill) {}
