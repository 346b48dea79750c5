package org.latentj.samples.miniature.evaluation.analysis;

import java.util.BitSet;
import org.latentj.samples.miniature.scene.NamedColor;

/**
 * The pixels of an object.
 *
 * @param pixels indices into a {@link LabPicture}
 * @param color what most of them are called, apart from the rim
 */
record Blob(BitSet pixels, NamedColor color) {}
