package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.Weights;
import org.latentj.network.EmitOptions;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightTable;
import org.latentj.tensor.TensorSpec;

/**
 * The weight list of a network on a device, cast and laid out for it. A tensor's mapped bytes are
 * released as soon as it is converted.
 */
final class NativeWeights implements AutoCloseable {
  private final Arena arena;
  private final IValue list;
  private final long bytes;

  private NativeWeights(Arena arena, IValue list, long bytes) {
    this.arena = arena;
    this.list = list;
    this.bytes = bytes;
  }

  /**
   * Loads every slot of a table.
   *
   * @param weights where the tensors come from; must hold all of them in their shapes
   */
  static NativeWeights load(
      WeightTable table, Weights weights, EmitOptions options, ComputeDevice device) {
    Arena arena = Arena.on(device);
    try (NativeScript converter = new NativeScript(WeightConverter.script(), device)) {
      List<PtNDArray> converted = new ArrayList<>();
      for (WeightSlot slot : table.slots()) {
        converted.add(convert(slot, weights, options, device, converter, arena));
      }
      long bytes = table.parameters() * options.compute().bytes();
      return new NativeWeights(arena, IValue.listFrom(converted.toArray(new PtNDArray[0])), bytes);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static PtNDArray convert(
      WeightSlot slot,
      Weights weights,
      EmitOptions options,
      ComputeDevice device,
      NativeScript converter,
      Arena owner) {
    try (Arena sources = Arena.on(device)) {
      List<PtNDArray> parts = new ArrayList<>();
      for (TensorSpec part : slot.parts()) {
        parts.add(sources.upload(weights.read(part.name())));
      }
      boolean channelsLast = options.channelsLast() && slot.role() == WeightSlot.Role.CONVOLUTION;
      try (IValue tensors = IValue.listFrom(parts.toArray(new PtNDArray[0]));
          IValue shape = IValue.listFrom(slot.shape().toArray());
          IValue type = IValue.from(options.compute().scalarType());
          IValue format = IValue.from(channelsLast)) {
        return converter.run(owner, "convert", tensors, shape, type, format);
      }
    }
  }

  /** The list, as the first argument of every method. Owned by this object. */
  IValue list() {
    return list;
  }

  /** Memory of the weights on the device. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    list.close();
    arena.close();
  }
}
