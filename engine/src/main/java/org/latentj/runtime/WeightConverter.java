package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.Weights;
import org.latentj.network.EmitOptions;
import org.latentj.script.Script;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightTable;
import org.latentj.tensor.TensorSpec;

/**
 * Turns stored tensors into weights: joins the parts, shapes, casts and lays out, in scripts that
 * it compiles when it is made. The creator closes it.
 */
final class WeightConverter implements AutoCloseable {
  private static final String CONVERTING =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def convert(self: __torch__.Net,
            parts: List[Tensor],
            shape: List[int],
            type: int,
            channels_last: bool,
            upsampling: bool) -> Tensor:
          x = parts[0]
          if torch.gt(torch.len(parts), 1):
            x0 = torch.cat(parts, 0)
          else:
            x0 = x
          if upsampling:
            x1 = (self).fold((self).fold(torch.to(x0, 6, False, False, None), 3), 3)
          else:
            x1 = x0
          x2 = torch.reshape(x1, shape)
          x3 = torch.to(x2, type, False, True, None)
          if channels_last:
            x4 = torch.contiguous(x3, memory_format=2)
          else:
            x4 = x3
          return x4
        def fold(self: __torch__.Net,
            x: Tensor,
            axis: int) -> Tensor:
          taps = torch.split(x, 1, axis)
          first = torch.cat([taps[0], torch.add(taps[1], taps[2])], axis)
          second = torch.cat([torch.add(taps[0], taps[1]), taps[2]], axis)
          return torch.stack([first, second], 0)
        def move(self: __torch__.Net,
            x: Tensor,
            name: str) -> Tensor:
          return torch.to(x, torch.device(name), None, False, True)
      """;

  /**
   * The sizes of images and batches that are named here do not matter: oneDNN chooses the same
   * order for all (docs/performance.md), and would put weights into another one at every call.
   */
  private static final String PACKING =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def convolution(self: __torch__.Net,
            x: Tensor) -> Tensor:
          p = torch.floordiv(torch.size(x, 2), 2)
          size = [1, torch.size(x, 1), 32, 32]
          y = torch.to_mkldnn(x, None)
          return torch.mkldnn_reorder_conv2d_weight(y, [p, p], [1, 1], [1, 1], 1, size)
        def matrix(self: __torch__.Net,
            x: Tensor) -> Tensor:
          return ops.mkldnn._reorder_linear_weight(x, 1024)
      """;

  private final EmitOptions options;
  private final ComputeDevice device;
  private final NativeScript converting;
  private final NativeScript packing;

  /**
   * A converter.
   *
   * @param options of the network that reads the weights
   * @param device where the weights will be
   */
  WeightConverter(EmitOptions options, ComputeDevice device) {
    this.options = options;
    this.device = device;
    converting = converting(device);
    // Its operators are not in libtorch for every platform.
    packing =
        options.packsWeights()
            ? new NativeScript(new Script(PACKING, new WeightTable()), device)
            : null;
  }

  private static NativeScript converting(ComputeDevice device) {
    return new NativeScript(new Script(CONVERTING, new WeightTable()), device);
  }

  /**
   * Converts one weight.
   *
   * @param weights where the slot's parts come from
   * @param owner owns the weight, which never shares memory with the parts: the checkpoint's file
   *     may go away
   */
  PtNDArray convert(WeightSlot slot, Weights weights, Arena owner) {
    if (packing == null || !isMultiplied(slot)) {
      return layOut(slot, weights, owner);
    }
    String method = slot.role() == WeightSlot.Role.MATRIX ? "matrix" : "convolution";
    try (Arena plain = Arena.on(device);
        IValue weight = IValue.from(layOut(slot, weights, plain))) {
      return packing.run(owner, method, weight);
    }
  }

  private static boolean isMultiplied(WeightSlot slot) {
    return slot.role() == WeightSlot.Role.MATRIX || slot.role().isKernel();
  }

  private PtNDArray layOut(WeightSlot slot, Weights weights, Arena owner) {
    try (Arena sources = Arena.on(device)) {
      List<PtNDArray> parts = new ArrayList<>();
      for (TensorSpec part : slot.parts()) {
        parts.add(sources.upload(weights.read(part.name())));
      }
      boolean last = options.channelsLast() && packing == null && slot.role().isKernel();
      try (IValue tensors = IValue.listFrom(parts.toArray(new PtNDArray[0]));
          IValue shape = IValue.listFrom(slot.shape().toArray());
          IValue type = IValue.from(options.storage().scalarType());
          IValue format = IValue.from(last);
          IValue upsampling = IValue.from(slot.role() == WeightSlot.Role.UPSAMPLING)) {
        return converting.run(owner, "convert", tensors, shape, type, format, upsampling);
      }
    }
  }

  /**
   * Copies weights to a device.
   *
   * @param from where they are
   * @param owner owns the copies
   */
  static PtNDArray[] move(PtNDArray[] weights, ComputeDevice from, ComputeDevice to, Arena owner) {
    PtNDArray[] moved = new PtNDArray[weights.length];
    try (NativeScript mover = converting(from);
        IValue name = IValue.from(to.name())) {
      for (int i = 0; i < moved.length; i++) {
        try (IValue weight = IValue.from(weights[i])) {
          moved[i] = mover.run(owner, "move", weight, name);
        }
      }
    }
    return moved;
  }

  @Override
  public void close() {
    converting.close();
    if (packing != null) {
      packing.close();
    }
  }
}
