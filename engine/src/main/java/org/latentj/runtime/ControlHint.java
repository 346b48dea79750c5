package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

/** A ControlNet's embedding of a hint, on the device. Close it after the run. */
public final class ControlHint implements AutoCloseable {
  private final Arena arena;
  private final PtNDArray embedding;

  ControlHint(Arena arena, PtNDArray embedding) {
    this.arena = arena;
    this.embedding = embedding;
  }

  IValue value() {
    return IValue.from(embedding);
  }

  @Override
  public void close() {
    arena.close();
  }
}
