package org.latentj.runtime;

import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.network.EmitOptions;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;
import org.latentj.script.WeightSlot;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/**
 * How fast a device multiplies large matrices: what no network can be faster than. Measured through
 * the same kind of script that networks are, as matrix products and as 1x1 convolutions: on a CPU
 * these come from different libraries (MKL and oneDNN for float32), either of which may be the
 * faster.
 */
public final class MatrixRate {
  private static final int SIZE = 2048;
  private static final int PRODUCTS = 8;
  private static final int RUNS = 3;
  private static final TensorSpec MATRIX = new TensorSpec("matrix", Shape.of(SIZE, SIZE));
  private static final WeightSlot WEIGHT =
      new WeightSlot(List.of(MATRIX), MATRIX.shape(), WeightSlot.Role.MATRIX);
  private static final WeightSlot KERNEL =
      new WeightSlot(List.of(MATRIX), Shape.of(SIZE, SIZE, 1, 1), WeightSlot.Role.CONVOLUTION);

  private MatrixRate() {}

  /**
   * Measures for about a second on a laptop.
   *
   * @return multiply-adds a second in the best of several runs of either kind
   */
  public static double measure(ComputeDevice device, Precision precision) {
    ElementType compute = precision.elementType(device);
    Weights weights = new RandomWeights(List.of(MATRIX), ElementType.F32, 0);
    EmitOptions options = EmitOptions.forDevice(compute, device.isGpu());
    double best = Double.POSITIVE_INFINITY;
    try (Network network = new Network(MatrixRate::script, weights, options, device);
        Arena arena = Arena.on(device);
        IValue input = IValue.from(arena.upload(input()))) {
      for (String method : List.of("products", "convolutions")) {
        // The first run compiles and pages in; the best run drops it.
        for (int i = 0; i < RUNS; i++) {
          long begun = System.nanoTime();
          try (Arena results = Arena.on(device)) {
            // Waits for the device.
            Arena.download(network.run(options, results, method, input));
          }
          best = Math.min(best, (System.nanoTime() - begun) * 1e-9);
        }
      }
    }
    return Math.pow(SIZE, 3) * PRODUCTS / best;
  }

  private static FloatTensor input() {
    FloatTensor input = FloatTensor.zeros(MATRIX.shape());
    Arrays.fill(input.data(), 0.5f);
    return input;
  }

  private static Script script(EmitOptions options) {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod products = script.begin("products");
    Value x = input(products, options);
    Value matrix = products.weight(WEIGHT);
    for (int i = 0; i < PRODUCTS; i++) {
      x = products.call("matmul", x, matrix);
    }
    end(script, products, x);

    ScriptMethod convolutions = script.begin("convolutions");
    Value rows = convolutions.call("unsqueeze", input(convolutions, options), 0);
    // Of shape (1, SIZE, SIZE, 1) with channels last in memory: a pixel for each row.
    Value image = convolutions.call("unsqueeze", convolutions.call("transpose", rows, 1, 2), 3);
    Value kernel = convolutions.weight(KERNEL);
    int[] one = {1, 1};
    for (int i = 0; i < PRODUCTS; i++) {
      image = convolutions.call("conv2d", image, kernel, null, one, new int[] {0, 0}, one, 1);
    }
    end(script, convolutions, convolutions.call("flatten", image, 1, -1));
    return script.build();
  }

  private static Value input(ScriptMethod method, EmitOptions options) {
    int type = options.compute().scalarType();
    return method.call("to", method.tensor("x"), type, false, false, null);
  }

  /** Returns one element only: what is measured is not the way from the device. */
  private static void end(ScriptBuilder script, ScriptMethod method, Value matrix) {
    Value corner = method.call("slice", method.call("slice", matrix, 0, 0, 1, 1), 1, 0, 1, 1);
    script.end(method, method.call("to", corner, ElementType.F32.scalarType(), false, false, null));
  }
}
