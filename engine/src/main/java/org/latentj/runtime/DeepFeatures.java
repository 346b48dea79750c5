package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * What a whole evaluation of the UNet leaves for shallow ones, on the device, for one conditioning
 * and one set of ControlNets. Empty until the first whole evaluation; close it after the run.
 */
public final class DeepFeatures implements AutoCloseable {
  private final int layers;
  private Whole kept;

  /** The results of one evaluation; a batch that was evaluated in parts has several. */
  private record Whole(Arena arena, List<Part> parts) {}

  /** Those of rows {@code from} to {@code to}, exclusive. */
  private record Part(int from, int to, PtNDArray[] tensors) {}

  /**
   * None yet.
   *
   * @param layers how many up layers a shallow evaluation has, 1 or more
   */
  public DeepFeatures(int layers) {
    this.layers = layers;
  }

  /** How many up layers a shallow evaluation has. */
  public int layers() {
    return layers;
  }

  /** Whether there is nothing to begin a shallow evaluation with. */
  public boolean isEmpty() {
    return kept == null;
  }

  /** Takes the place of what was kept, once it is whole. */
  Evaluation begin(Arena owner) {
    return new Evaluation(owner);
  }

  /**
   * What was kept of rows {@code from} to {@code to}, exclusive, whatever parts they were evaluated
   * in.
   *
   * @param owner of what must be cut or joined for that
   */
  PtNDArray[] rows(Arena owner, int from, int to) {
    List<PtNDArray[]> pieces = new ArrayList<>();
    for (Part part : kept.parts()) {
      int first = Math.max(from, part.from());
      int end = Math.min(to, part.to());
      if (first < end) {
        pieces.add(cut(owner, part, first, end));
      }
    }
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    PtNDArray[] joined = new PtNDArray[pieces.get(0).length];
    for (int i = 0; i < joined.length; i++) {
      int index = i;
      PtNDArray[] column = pieces.stream().map(p -> p[index]).toArray(PtNDArray[]::new);
      joined[i] = owned(owner, JniUtils.cat(column, 0));
    }
    return joined;
  }

  private static PtNDArray[] cut(Arena owner, Part part, int from, int to) {
    if (from == part.from() && to == part.to()) {
      return part.tensors();
    }
    PtNDArray[] cut = new PtNDArray[part.tensors().length];
    for (int i = 0; i < cut.length; i++) {
      PtNDArray whole = part.tensors()[i];
      cut[i] = owned(owner, JniUtils.slice(whole, 0, from - part.from(), to - part.from(), 1));
    }
    return cut;
  }

  private static PtNDArray owned(Arena owner, PtNDArray tensor) {
    tensor.attach(owner.manager());
    return tensor;
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.arena().close();
      kept = null;
    }
  }

  /** A whole evaluation that is being made. Closing it without {@link #done} forgets it. */
  final class Evaluation implements AutoCloseable {
    private final Arena arena;
    private final List<Part> parts = new ArrayList<>();
    private boolean done;

    private Evaluation(Arena arena) {
      this.arena = arena;
    }

    /** Who owns the results. */
    Arena arena() {
      return arena;
    }

    /** Adds the results of rows {@code from} to {@code to}, exclusive. */
    void add(int from, int to, PtNDArray[] tensors) {
      parts.add(new Part(from, to, tensors));
    }

    /** All rows are there. */
    void done() {
      DeepFeatures.this.close();
      kept = new Whole(arena, parts);
      done = true;
    }

    @Override
    public void close() {
      if (!done) {
        arena.close();
      }
    }
  }
}
