package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightTable;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/**
 * The weights of one network while it learns, float32, each with what the optimizer remembers of it
 * and with its exponential moving average. Whoever creates them closes them.
 */
final class TrainableWeights implements AutoCloseable {

  /** What is kept of each weight. */
  enum Part {
    /** The weight itself, a leaf tensor that collects a gradient. */
    WEIGHT,
    /** The mean of gradients. */
    MEAN,
    /** AdamW's mean of squared gradients. */
    SQUARE,
    /** The moving average of the weight. */
    AVERAGE
  }

  private final List<WeightSlot> slots;
  private final Arena arena;
  private final Map<Part, PtNDArray[]> tensors = new TreeMap<>();

  private final Predicate<WeightSlot> muon;

  private TrainableWeights(
      List<WeightSlot> slots, Predicate<WeightSlot> muon, ComputeDevice device) {
    this.slots = slots;
    this.muon = muon;
    arena = Arena.on(device);
  }

  /**
   * Fresh weights.
   *
   * @param zeroed tells by its name whether a weight or bias begins as zero
   * @param muon tells which matrices and kernels learn by Muon; everything else learns by AdamW
   */
  static TrainableWeights fresh(
      WeightTable table,
      Predicate<String> zeroed,
      Predicate<WeightSlot> muon,
      SplittableRandom random,
      ComputeDevice device) {
    TrainableWeights weights = new TrainableWeights(table.slots(), muon, device);
    List<FloatTensor> values = new ArrayList<>();
    for (WeightSlot slot : weights.slots) {
      values.add(Initializer.values(slot, zeroed.test(slot.parts().get(0).name()), random.split()));
    }
    weights.put(Part.WEIGHT, values);
    weights.put(Part.AVERAGE, values);
    List<FloatTensor> zeros = values.stream().map(v -> FloatTensor.zeros(v.shape())).toList();
    weights.put(Part.MEAN, zeros);
    weights.put(Part.SQUARE, zeros);
    return weights;
  }

  private void put(Part part, List<FloatTensor> values) {
    PtNDArray[] arrays = tensors.computeIfAbsent(part, p -> new PtNDArray[slots.size()]);
    for (int i = 0; i < arrays.length; i++) {
      if (arrays[i] != null) {
        arrays[i].close();
      }
      arrays[i] = arena.upload(values.get(i));
      arrays[i].setRequiresGradient(part == Part.WEIGHT);
    }
  }

  /** One kind of tensor of all weights, in the order of the script's weight list; not to close. */
  PtNDArray[] tensors(Part part) {
    return tensors.get(part);
  }

  /** The weights as the first argument of a script's methods; the caller closes the list. */
  IValue list() {
    return IValue.listFrom(tensors(Part.WEIGHT));
  }

  /** The gradients of the weights, to be closed by the caller. */
  PtNDArray[] gradients() {
    PtNDArray[] weights = tensors(Part.WEIGHT);
    PtNDArray[] gradients = new PtNDArray[weights.length];
    for (int i = 0; i < weights.length; i++) {
      gradients[i] = weights[i].getGradient();
    }
    return gradients;
  }

  /** For each weight whether it decays: matrices and kernels do, biases and norms do not. */
  List<Boolean> decaying() {
    return slots.stream().map(s -> s.role() != WeightSlot.Role.VECTOR).toList();
  }

  /**
   * For each weight how long the longer side of its matrix is (a kernel has a row for each output)
   * if it learns by Muon, else 0.
   */
  List<Long> orthogonal() {
    return slots.stream()
        .map(
            s -> {
              long rows = s.shape().dimension(0);
              return muon.test(s) ? Math.max(rows, s.shape().elements() / rows) : 0;
            })
        .toList();
  }

  /** The checkpoint's names of all weights. */
  List<String> names() {
    return slots.stream().flatMap(s -> s.parts().stream()).map(TensorSpec::name).toList();
  }

  /** One kind of tensor under the checkpoint's names: joined weights are taken apart. */
  Map<String, FloatTensor> export(Part part) {
    Map<String, FloatTensor> byName = new TreeMap<>();
    for (int i = 0; i < slots.size(); i++) {
      float[] joined = Arena.download(tensors(part)[i]).data();
      int from = 0;
      for (TensorSpec spec : slots.get(i).parts()) {
        float[] data = new float[Math.toIntExact(spec.shape().elements())];
        System.arraycopy(joined, from, data, 0, data.length);
        from += data.length;
        byName.put(spec.name(), new FloatTensor(spec.shape(), data));
      }
    }
    return byName;
  }

  /** The reverse of {@link #export}. */
  void restore(Part part, Map<String, FloatTensor> byName) {
    List<FloatTensor> values = new ArrayList<>();
    for (WeightSlot slot : slots) {
      List<FloatTensor> parts =
          slot.parts().stream().map(spec -> flat(byName.get(spec.name()))).toList();
      values.add(FloatTensor.concatenate(parts).reshape(slot.shape()));
    }
    put(part, values);
  }

  /** Goes on from the average, with nothing for the optimizer to remember. */
  void beginFromAverage() {
    restore(Part.WEIGHT, export(Part.AVERAGE));
    Map<String, FloatTensor> zeros = export(Part.MEAN);
    zeros.replaceAll((name, tensor) -> FloatTensor.zeros(tensor.shape()));
    restore(Part.MEAN, zeros);
    restore(Part.SQUARE, zeros);
  }

  private static FloatTensor flat(FloatTensor tensor) {
    return tensor.reshape(Shape.of(tensor.data().length));
  }

  @Override
  public void close() {
    arena.close();
  }
}
