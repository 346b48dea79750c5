package org.latentj.sampler;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A run that insists on its calls' order, so that a skipped or repeated call cannot go unnoticed.
 */
abstract class OrderedSampler implements Sampler {
  private final int calls;
  private final int order;
  private final int firstCall;
  private int next;

  OrderedSampler(int calls, int order, int firstCall) {
    if (firstCall > calls || (firstCall < calls && firstCall % order != 0)) {
      throw new IllegalArgumentException(
          ("expected a first call of 0 to %d where a step begins (multiples of %d) but "
                  + "got %d; see ImageToImageStart")
              .formatted(calls, order, firstCall));
    }
    this.calls = calls;
    this.order = order;
    this.firstCall = firstCall;
    this.next = firstCall;
  }

  /** Does one step; calls come in order. */
  abstract Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise);

  @Override
  public final int calls() {
    return calls;
  }

  @Override
  public final int firstCall() {
    return firstCall;
  }

  @Override
  public final int order() {
    return order;
  }

  /** 1, unless samples are others than those that the model sees. */
  @Override
  public double initialNoiseScale() {
    return 1;
  }

  /** The sample as it is, likewise. */
  @Override
  public Latents modelInput(Latents sample, int call) {
    return sample;
  }

  @Override
  public final Latents step(
      Latents modelOutput, int call, Latents sample, Supplier<Latents> noise) {
    if (call != next || call >= calls) {
      throw new IllegalStateException(
          next == calls
              ? "the run is over after call %d but call %d was stepped; create a new sampler"
                  .formatted(calls - 1, call)
              : "expected call %d of %d to %d but got call %d; step every call once and in order"
                  .formatted(next, firstCall, calls - 1, call));
    }
    Latents result = advance(modelOutput, call, sample, noise);
    next++;
    return result;
  }

  /** Checks that {@code call} is within the run. */
  final int checked(int call) {
    return Objects.checkIndex(call, calls);
  }
}
