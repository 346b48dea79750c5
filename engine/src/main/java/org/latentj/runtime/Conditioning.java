package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt as the UNet uses it: the keys and values of every cross-attention, on the device. Valid
 * for the model that made it; close it after the run.
 */
public final class Conditioning implements AutoCloseable {
  private final Arena arena;
  private final PtNDArray[] keysAndValues;
  private final IValue list;
  private final List<Rows> parts = new ArrayList<>();
  private final long batch;

  /** Some of the prompts. */
  private record Rows(int from, int to, IValue list) {}

  Conditioning(Arena arena, PtNDArray[] keysAndValues, long batch) {
    this.arena = arena;
    this.keysAndValues = keysAndValues;
    this.batch = batch;
    list = IValue.listFrom(keysAndValues);
  }

  /** Of all prompts. Owned by this object. */
  IValue list() {
    return list;
  }

  /** Of prompts {@code from} to {@code to}, exclusive: views. Owned by this object. */
  IValue list(int from, int to) {
    if (from == 0 && to == batch) {
      return list;
    }
    for (Rows part : parts) {
      if (part.from() == from && part.to() == to) {
        return part.list();
      }
    }
    PtNDArray[] views = new PtNDArray[keysAndValues.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = JniUtils.slice(keysAndValues[i], 0, from, to, 1);
      views[i].attach(arena.manager());
    }
    Rows rows = new Rows(from, to, IValue.listFrom(views));
    parts.add(rows);
    return rows.list();
  }

  /** How many prompts, one a row of the UNet's batch. */
  public long batch() {
    return batch;
  }

  @Override
  public void close() {
    parts.forEach(part -> part.list().close());
    list.close();
    arena.close();
  }
}
