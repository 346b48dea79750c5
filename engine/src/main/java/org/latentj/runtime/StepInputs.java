package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.latentj.model.UNetConfig;
import org.latentj.network.TimestepEmbedding;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Prompts and timesteps for a network that has the UNet's {@code prepare} and {@code time}. */
record StepInputs(UNetConfig config, Network network) {

  /** See {@link UNetModel#condition}. */
  Conditioning condition(FloatTensor context) {
    Shape shape = context.shape();
    if (shape.rank() != 3 || shape.dimension(2) != config.crossAttentionDim()) {
      throw new IllegalArgumentException(
          "expected a conditioning of shape (B, tokens, %d) but got %s"
              .formatted(config.crossAttentionDim(), shape));
    }
    Arena owner = Arena.on(network.device());
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(context))) {
      PtNDArray[] parts = network.runList(network.options(), owner, "prepare", input);
      return new Conditioning(owner, parts, shape.dimension(0));
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  /** See {@link UNetModel#times(double[], double)}. */
  TimeTable times(double[] timesteps, double guidanceScale) {
    Arena owner = Arena.on(network.device());
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(TimestepEmbedding.of(timesteps, config)))) {
      if (!config.isToldGuidance()) {
        return new TimeTable(owner, network.run(network.options(), owner, "time", input));
      }
      FloatTensor embedded = TimestepEmbedding.ofGuidance(guidanceScale, config);
      try (IValue told = IValue.from(arena.upload(embedded))) {
        return new TimeTable(owner, network.run(network.options(), owner, "time", input, told));
      }
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }
}
