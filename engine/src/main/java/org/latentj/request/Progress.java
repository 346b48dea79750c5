package org.latentj.request;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.latentj.image.Picture;

/**
 * How far a request is.
 *
 * @param stage what is being done
 * @param step finished parts of the stage, 0 to {@code steps}
 * @param steps parts of the stage: model calls while sampling, else 1
 * @param elapsed since the request began
 * @param remaining until its end, estimated from the steps so far; empty until there are some
 * @param preview the picture as it forms, an eighth of its size, computed when asked for and only
 *     during the listener's call; empty where there is none
 */
public record Progress(
    Stage stage,
    int step,
    int steps,
    Duration elapsed,
    Optional<Duration> remaining,
    Optional<Supplier<Picture>> preview) {

  /** The parts of a request, in order. */
  public enum Stage {
    /** The text encoder runs. */
    ENCODING_PROMPT,
    /** The VAE encodes an input image. */
    ENCODING_IMAGE,
    /** The UNet runs, step by step. */
    SAMPLING,
    /** The VAE decodes the latents. */
    DECODING
  }
}
