package org.latentj.runtime;

import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

/**
 * The time projections of all timesteps of a run, computed before its first step, on the device.
 * Close it after the run.
 */
public final class TimeTable implements AutoCloseable {
  private final Arena arena;
  private final PtNDArray rows;

  TimeTable(Arena arena, PtNDArray rows) {
    this.arena = arena;
    this.rows = rows;
  }

  /** Row {@code call} as (1, n). */
  IValue row(Arena owner, int call) {
    long count = rows.getShape().get(0);
    // An index beyond the end would give an empty row, and that an empty prediction.
    if (call < 0 || call >= count) {
      throw new IndexOutOfBoundsException(
          "expected one of the run's %d model calls, counted from 0, but got %d"
              .formatted(count, call));
    }
    PtNDArray row = (PtNDArray) rows.get(new NDIndex(call + ":" + (call + 1)));
    row.attach(owner.manager());
    return IValue.from(row);
  }

  /** All rows as (T, n), for a batch whose members are at different timesteps. */
  IValue all() {
    return IValue.from(rows);
  }

  @Override
  public void close() {
    arena.close();
  }
}
