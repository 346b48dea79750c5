package org.latentj.runtime;

import org.latentj.script.Script;
import org.latentj.script.WeightTable;

/**
 * The script that turns stored tensors into a weight: joins the parts, shapes, casts and lays out.
 * The result never shares memory with the parts, so that a checkpoint file may go away after
 * loading. A second method copies a weight to a device of that name.
 */
final class WeightConverter {
  private static final String SOURCE =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def convert(self: __torch__.Net,
            parts: List[Tensor],
            shape: List[int],
            type: int,
            channels_last: bool) -> Tensor:
          x = parts[0]
          if torch.gt(torch.len(parts), 1):
            x0 = torch.cat(parts, 0)
          else:
            x0 = x
          x2 = torch.reshape(x0, shape)
          x3 = torch.to(x2, type, False, True, None)
          if channels_last:
            x4 = torch.contiguous(x3, memory_format=2)
          else:
            x4 = x3
          return x4
        def move(self: __torch__.Net,
            x: Tensor,
            name: str) -> Tensor:
          return torch.to(x, torch.device(name), None, False, True)
      """;

  private WeightConverter() {}

  static Script script() {
    return new Script(SOURCE, new WeightTable());
  }
}
