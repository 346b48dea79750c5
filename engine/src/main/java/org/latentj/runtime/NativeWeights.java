package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.network.EmitOptions;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightTable;

/**
 * The weight list of a network on a device, cast and laid out for it. A tensor's mapped bytes are
 * released as soon as it is converted. The list can be parked in the computer's own memory.
 */
final class NativeWeights implements AutoCloseable {
  /** The computer's own memory. */
  static final ComputeDevice HOST = new ComputeDevice("cpu", "weights wait there");

  private final ComputeDevice device;
  private final long bytes;
  private Arena arena;
  private PtNDArray[] tensors;
  private IValue list;
  private boolean parked;

  private NativeWeights(ComputeDevice device, Arena arena, PtNDArray[] tensors, long bytes) {
    this.device = device;
    this.arena = arena;
    this.tensors = tensors;
    this.bytes = bytes;
    list = IValue.listFrom(tensors);
  }

  /**
   * Loads every slot of a table.
   *
   * @param weights where the tensors come from; must hold all of them in their shapes
   */
  static NativeWeights load(
      WeightTable table, Weights weights, EmitOptions options, ComputeDevice device) {
    Arena arena = Arena.on(device);
    try (WeightConverter converter = new WeightConverter(options, device)) {
      List<PtNDArray> converted = new ArrayList<>();
      for (WeightSlot slot : table.slots()) {
        converted.add(converter.convert(slot, weights, arena));
      }
      long bytes = table.parameters() * options.storage().bytes();
      return new NativeWeights(device, arena, converted.toArray(new PtNDArray[0]), bytes);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Loads those slots again that are made of a tensor of these names. If it fails, some may have
   * been replaced and others not.
   *
   * @param weights where the tensors come from, of the same shapes as before
   */
  synchronized void replace(
      WeightTable table, Weights weights, Set<String> names, EmitOptions options) {
    ComputeDevice where = parked ? HOST : device;
    List<WeightSlot> slots = table.slots();
    try (WeightConverter converter = new WeightConverter(options, where)) {
      for (int i = 0; i < tensors.length; i++) {
        if (slots.get(i).parts().stream().anyMatch(part -> names.contains(part.name()))) {
          PtNDArray changed = converter.convert(slots.get(i), weights, arena);
          tensors[i].close();
          tensors[i] = changed;
        }
      }
    } finally {
      list.close();
      list = IValue.listFrom(tensors);
    }
  }

  /** The list, as the first argument of every method. Owned by this object. */
  synchronized IValue list() {
    return list;
  }

  /** Memory of the weights, wherever they are. */
  long bytes() {
    return bytes;
  }

  /** Moves the weights to the computer's own memory. */
  synchronized void park() {
    if (!parked) {
      move(HOST);
      parked = true;
    }
  }

  /** Moves the weights back to the device. */
  synchronized void unpark() {
    if (parked) {
      move(device);
      parked = false;
    }
  }

  private void move(ComputeDevice to) {
    Arena target = Arena.on(to);
    PtNDArray[] moved;
    try {
      moved = WeightConverter.move(tensors, device, to, target);
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
    close();
    arena = target;
    tensors = moved;
    list = IValue.listFrom(moved);
  }

  @Override
  public synchronized void close() {
    list.close();
    arena.close();
  }
}
