package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

/**
 * A prompt as the UNet uses it: the keys and values of every cross-attention, on the device. Valid
 * for the model that made it; close it after the run.
 */
public final class Conditioning implements AutoCloseable {
  private final Arena arena;
  private final IValue list;
  private final long batch;

  Conditioning(Arena arena, PtNDArray[] keysAndValues, long batch) {
    this.arena = arena;
    this.batch = batch;
    list = IValue.listFrom(keysAndValues);
  }

  IValue list() {
    return list;
  }

  /** How many prompts, one a row of the UNet's batch. */
  public long batch() {
    return batch;
  }

  @Override
  public void close() {
    list.close();
    arena.close();
  }
}
