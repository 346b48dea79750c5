package org.latentj.request;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A ControlNet (Zhang et al. 2023) that guides a request. Several of a request add up. The meaning
 * of all numbers is that of diffusers' {@code StableDiffusionControlNetPipeline}.
 *
 * @param network a folder of diffusers, or a single .safetensors or .pth file, for the same
 *     generation of Stable Diffusion as the model
 * @param image the hint
 * @param scale how much the network counts: 1 as trained, 0 not at all, at most 10
 * @param start share of the run's model calls after which it begins to count, 0 to 1
 * @param end share of the run's model calls after which it counts no more, {@code start} to 1; a
 *     call counts if it lies within wholly
 * @param guessMode whether the network counts for the prompt only and not for the negative one, and
 *     the less the finer the details: for few words, or none, and a guidance scale of 3 to 5
 */
public record Control(
    Path network, ControlImage image, double scale, double start, double end, boolean guessMode) {
  /** Most ControlNets of one request. */
  public static final int MAX = 8;

  private static final double MAX_SCALE = 10;

  /** Checks the arguments. */
  public Control {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(image, "image");
    // Written so that NaN fails too.
    if (!(scale >= 0 && scale <= MAX_SCALE)) {
      throw new IllegalArgumentException(
          "expected a ControlNet's scale from 0 (none) to 10 but got " + scale);
    }
    if (!(start >= 0 && start <= end && end <= 1)) {
      throw new IllegalArgumentException(
          "expected a ControlNet's start and end with 0 <= start <= end <= 1 but got %s and %s"
              .formatted(start, end));
    }
  }

  /** In all steps, as trained. */
  public static Control of(Path network, ControlImage image) {
    return new Control(network, image, 1, 0, 1, false);
  }

  /** The same with another scale. */
  public Control withScale(double newScale) {
    return new Control(network, image, newScale, start, end, guessMode);
  }

  /** The same in another part of the run. */
  public Control within(double newStart, double newEnd) {
    return new Control(network, image, scale, newStart, newEnd, guessMode);
  }

  /** The same in guess mode. */
  public Control guessing() {
    return new Control(network, image, scale, start, end, true);
  }

  /**
   * Whether it counts in a model call.
   *
   * @param call counted from 0, from the first that the run makes
   * @param calls how many the run makes
   */
  public boolean countsIn(int call, int calls) {
    return scale > 0 && (double) call / calls >= start && (double) (call + 1) / calls <= end;
  }
}
