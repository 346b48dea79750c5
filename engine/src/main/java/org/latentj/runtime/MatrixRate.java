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
 * the same kind of script that networks are.
 */
public final class MatrixRate {
  private static final int SIZE = 2048;
  private static final int PRODUCTS = 8;
  private static final int RUNS = 6;
  private static final TensorSpec MATRIX = new TensorSpec("matrix", Shape.of(SIZE, SIZE));

  private MatrixRate() {}

  /**
   * Measures for about a second on a laptop.
   *
   * @return multiply-adds a second in the best of several runs
   */
  public static double measure(ComputeDevice device, Precision precision) {
    ElementType compute = precision.elementType(device);
    Weights weights = new RandomWeights(List.of(MATRIX), ElementType.F32, 0);
    EmitOptions options = EmitOptions.forDevice(compute, device.isGpu());
    double best = Double.POSITIVE_INFINITY;
    try (Network network = new Network(MatrixRate::script, weights, options, device);
        Arena arena = Arena.on(device);
        IValue input = IValue.from(arena.upload(input()))) {
      // The first run compiles and pages in; the best run drops it.
      for (int i = 0; i < RUNS; i++) {
        long begun = System.nanoTime();
        try (Arena results = Arena.on(device)) {
          // Waits for the device.
          Arena.download(network.run(options, results, "forward", input));
        }
        best = Math.min(best, (System.nanoTime() - begun) * 1e-9);
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
    ScriptMethod method = script.begin("forward");
    int type = options.compute().scalarType();
    Value x = method.call("to", method.tensor("x"), type, false, false, null);
    WeightSlot slot = new WeightSlot(List.of(MATRIX), MATRIX.shape(), WeightSlot.Role.MATRIX);
    Value matrix = method.weight(slot);
    for (int i = 0; i < PRODUCTS; i++) {
      x = method.call("matmul", x, matrix);
    }
    Value corner = method.call("slice", method.call("slice", x, 0, 0, 1, 1), 1, 0, 1, 1);
    script.end(method, method.call("to", corner, ElementType.F32.scalarType(), false, false, null));
    return script.build();
  }
}
