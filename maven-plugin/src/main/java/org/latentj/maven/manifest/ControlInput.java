package org.latentj.maven.manifest;

import java.nio.file.Path;

/**
 * A ControlNet that guides an asset; see {@link org.latentj.request.Control}.
 *
 * @param network where it is
 * @param image an existing file that it follows
 * @param preprocessing what is made of the image first
 * @param weight how much it counts, 0 to 10; 1 as trained
 * @param start share of the steps after which it begins to count, 0 to 1
 * @param end share of the steps after which it counts no more, {@code start} to 1
 * @param guess whether it counts for the prompt only, less for finer details
 */
public record ControlInput(
    UsedFile network,
    Path image,
    Preprocessing preprocessing,
    double weight,
    double start,
    double end,
    boolean guess) {

  /** What a ControlNet's image becomes before the network sees it. */
  public enum Preprocessing {
    /** Nothing: it is a hint already. */
    NONE,
    /** Its edges. */
    CANNY,
    /** Dark strokes on a light ground as white on black. */
    SCRIBBLE
  }
}
