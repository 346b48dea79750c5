package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightSlot.Role;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

@DisplayName("The optimizer")
class OptimizerTest {
  private static final double RATE = 0.1;

  private final Learner learner =
      new Learner(
          script(),
          ElementType.F32,
          name -> false,
          slot -> false,
          new SplittableRandom(0),
          SmallModels.CPU);
  private final GradientStep steps = new GradientStep(SmallModels.CPU);

  /** The loss is the product of a matrix of one element, a bias and the input. */
  private static Script script() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("forward");
    Value x = method.tensor("x");
    Value matrix = method.weight(slot("matrix.weight", Role.MATRIX, Shape.of(1, 1)));
    Value bias = method.weight(slot("matrix.bias", Role.VECTOR, Shape.of(1)));
    Value sum = method.call("add", method.call("mul", matrix, x), bias);
    script.end(method, method.call("mean", method.call("mul", sum, x)));
    return script.build();
  }

  private static WeightSlot slot(String name, Role role, Shape shape) {
    return new WeightSlot(List.of(new TensorSpec(name, shape)), shape, role);
  }

  @BeforeEach
  void setWeights() {
    TrainableWeights weights = learner.weights();
    for (Part part : List.of(Part.WEIGHT, Part.AVERAGE)) {
      weights.restore(
          part,
          Map.of(
              "matrix.weight", new FloatTensor(Shape.of(1, 1), new float[] {0.5f}),
              "matrix.bias", new FloatTensor(Shape.of(1), new float[] {0.25f})));
    }
  }

  @AfterEach
  void close() {
    steps.close();
    learner.close();
  }

  private GradientStep.Result step(int number, float... inputs) {
    FloatTensor x = new FloatTensor(Shape.of(inputs.length, 1), inputs);
    return steps.learn(
        inputs.length,
        (arena, from, to) ->
            learner
                .run(
                    arena,
                    "forward",
                    learner.cast(arena),
                    arena.upload(NoisedBatch.rows(x, from, to)))[0],
        List.of(learner.weights()),
        number,
        RATE,
        0.9);
  }

  private float value(Part part, String name) {
    return learner.weights().export(part).get(name).data()[0];
  }

  @Test
  @DisplayName("takes AdamW's steps of the paper's algorithm 2, and averages the weights")
  void followsPaper() {
    double w = 0.5;
    double m = 0;
    double v = 0;
    double average = 0.5;
    for (int t = 1; t <= 3; t++) {
      // d/dw of w x^2 + b x at x = 0.5.
      double gradient = 0.25;
      step(t, 0.5f);

      m = 0.9 * m + 0.1 * gradient;
      v = 0.99 * v + 0.01 * gradient * gradient;
      w -= RATE * 0.01 * w;
      w -= RATE * m / (1 - Math.pow(0.9, t)) / (Math.sqrt(v / (1 - Math.pow(0.99, t))) + 1e-8);
      average = 0.9 * average + 0.1 * w;
      assertThat(value(Part.WEIGHT, "matrix.weight")).isCloseTo((float) w, within(1e-5f));
      assertThat(value(Part.AVERAGE, "matrix.weight")).isCloseTo((float) average, within(1e-5f));
    }
  }

  @Test
  @DisplayName(
      "takes Muon's steps: as long in all directions, whatever the gradient's directions are")
  void orthogonalizes() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("forward");
    Value x = method.tensor("x");
    Value matrix = method.weight(slot("matrix.weight", Role.MATRIX, Shape.of(2, 3)));
    script.end(method, method.call("mean", method.call("mul", matrix, x)));
    // The gradient's rows are nearly the same, so that its singular values are far apart.
    float[] gradient = {0.3f, 0.4f, 0.1f, 0.4f, 0.3f, 0.2f};
    try (Learner muon =
        new Learner(
            script.build(),
            ElementType.F32,
            name -> true,
            slot -> true,
            new SplittableRandom(0),
            SmallModels.CPU)) {
      steps.learn(
          1,
          (arena, from, to) ->
              muon.run(
                      arena,
                      "forward",
                      muon.cast(arena),
                      arena.upload(new FloatTensor(Shape.of(2, 3), gradient)))[0],
          List.of(muon.weights()),
          1,
          RATE,
          0.9);

      float[] step = muon.weights().export(Part.WEIGHT).get("matrix.weight").data();
      double length = 3 * RATE * 0.2 * Math.sqrt(3);
      double first = Math.sqrt(dot(step, 0, step, 0)) / length;
      double second = Math.sqrt(dot(step, 3, step, 3)) / length;
      // Five iterations bring singular values to between 0.7 and 1.2, not to 1.
      assertThat(first).isBetween(0.65, 1.25);
      assertThat(second).isBetween(0.65, 1.25);
      assertThat(dot(step, 0, step, 3) / (length * length)).isBetween(-0.5, 0.5);
      assertThat(dot(step, 0, gradient, 0) + dot(step, 3, gradient, 3)).isNegative();
    }
  }

  private static double dot(float[] a, int at, float[] b, int from) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (double) a[at + i] * b[from + i];
    }
    return sum;
  }

  @Test
  @DisplayName("lets matrices decay and biases not")
  void decaysMatricesOnly() {
    step(1, 0);

    assertThat(value(Part.WEIGHT, "matrix.weight")).isCloseTo(0.4995f, within(1e-6f));
    assertThat(value(Part.WEIGHT, "matrix.bias")).isEqualTo(0.25f);
  }

  @Test
  @DisplayName("clips gradients by their global norm")
  void clips() {
    // The gradients are 16 and 4.
    GradientStep.Result result = step(1, 4);

    double norm = Math.sqrt(16 * 16 + 4 * 4);
    assertThat(result.gradientNorm()).isCloseTo(norm, within(1e-4));
    assertThat(value(Part.MEAN, "matrix.weight")).isCloseTo((float) (1.6 / norm), within(1e-5f));
    assertThat(value(Part.MEAN, "matrix.bias")).isCloseTo((float) (0.4 / norm), within(1e-5f));
  }

  @Test
  @DisplayName("leaves the weights alone when a gradient is not finite, and recovers")
  void skipsInfinite() {
    step(1, Float.POSITIVE_INFINITY);

    assertThat(value(Part.WEIGHT, "matrix.weight")).isEqualTo(0.5f);
    step(2, 0.5f);
    assertThat(value(Part.WEIGHT, "matrix.weight")).isFinite().isLessThan(0.5f);
  }

  @Test
  @DisplayName("gets the same gradients from shares of a batch as from the whole")
  void addsShares() {
    // The mean of w x^2 + b x over 1, 2 and 3 has the gradients 14/3 and 2.
    GradientStep.Result result = step(1, 1, 2, 3);

    assertThat(result.gradientNorm()).isCloseTo(Math.hypot(14.0 / 3, 2), within(1e-4));
    assertThat(result.loss()).isCloseTo(0.5 * 14 / 3 + 0.25 * 2, within(1e-5));
  }
}
