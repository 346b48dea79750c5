package org.latentj.extend.lora;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.ReadFailure;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * The change of one layer. LoRA: {@code up * down} (Hu et al., "LoRA: Low-Rank Adaptation of Large
 * Language Models", 2021), with a third tensor between them a Tucker decomposition; LoHa: the
 * product element by element of two of them (Hyeon-Woo et al., "FedPara", 2021); LoKr: a Kronecker
 * product. What is computed is what A1111's {@code extensions-builtin/Lora/network_lora.py}, {@code
 * network_hada.py}, {@code network_lokr.py} and {@code network_full.py} compute.
 */
final class LoraLayer {
  private final TensorFile file;
  private final Map<LoraPart, String> stored = new EnumMap<>(LoraPart.class);

  LoraLayer(TensorFile file) {
    this.file = file;
  }

  void put(LoraPart part, String name) throws FormatException {
    String before = stored.put(part, name);
    if (before != null) {
      throw new FormatException(
          file.path(), "%s and %s are both the same part of a layer".formatted(before, name));
    }
  }

  /** A name of the file, for messages. */
  String example() {
    return stored.values().iterator().next();
  }

  private boolean has(LoraPart... parts) {
    for (LoraPart part : parts) {
      if (!stored.containsKey(part)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Computes the change.
   *
   * @param weight the shape of the layer's weight
   * @return as many values as the weight has, row-major, at strength 1
   * @throws CheckpointException if the file cannot be read, if parts are missing, of shapes that do
   *     not fit each other or the weight, or not finite
   */
  float[] change(Shape weight) {
    try {
      Matrix change = checked(change(), weight);
      float scale = (float) scale();
      float[] values = change.values();
      for (int i = 0; i < values.length; i++) {
        values[i] *= scale;
        if (!Float.isFinite(values[i])) {
          throw new FormatException(
              file.path(), "the change that %s makes is not finite".formatted(example()));
        }
      }
      return values;
    } catch (IOException e) {
      throw ReadFailure.of(file.path(), e);
    }
  }

  /**
   * Checks the shapes without computing anything.
   *
   * @throws CheckpointException as {@link #change}
   */
  void check(Shape weight) {
    try {
      Size size = size();
      long columns = weight.rank() == 0 ? 1 : weight.elements() / Math.max(1, weight.dimension(0));
      if (weight.rank() == 0 || size.rows != weight.dimension(0) || size.columns != columns) {
        throw misfit(weight, size);
      }
      scale();
    } catch (IOException e) {
      throw ReadFailure.of(file.path(), e);
    }
  }

  private Matrix checked(Matrix change, Shape weight) throws FormatException {
    if (change.values().length != weight.elements()) {
      throw misfit(weight, new Size(change.rows(), change.columns()));
    }
    return change;
  }

  private FormatException misfit(Shape weight, Size size) {
    return new FormatException(
        file.path(),
        "%s changes a weight of %d rows and %d columns, but the model's has the shape %s; the LoRA was made for another kind of model"
            .formatted(example(), size.rows, size.columns, weight));
  }

  private record Size(long rows, long columns) {}

  private Size size() throws IOException {
    if (has(LoraPart.UP, LoraPart.DOWN)) {
      return product(LoraPart.UP, LoraPart.MID, LoraPart.DOWN, false);
    }
    if (has(LoraPart.HADA_W1_A, LoraPart.HADA_W1_B, LoraPart.HADA_W2_A, LoraPart.HADA_W2_B)) {
      Size first = product(LoraPart.HADA_W1_A, LoraPart.HADA_T1, LoraPart.HADA_W1_B, true);
      Size second = product(LoraPart.HADA_W2_A, LoraPart.HADA_T2, LoraPart.HADA_W2_B, true);
      require(first.equals(second), "has two products of different sizes");
      return first;
    }
    if (has(LoraPart.DIFF)) {
      return size(LoraPart.DIFF);
    }
    boolean first = has(LoraPart.LOKR_W1) || has(LoraPart.LOKR_W1_A, LoraPart.LOKR_W1_B);
    boolean second = has(LoraPart.LOKR_W2) || has(LoraPart.LOKR_W2_A, LoraPart.LOKR_W2_B);
    require(first && second, "lacks parts of its layer: it has " + stored.keySet());
    Size left =
        has(LoraPart.LOKR_W1)
            ? size(LoraPart.LOKR_W1)
            : product(LoraPart.LOKR_W1_A, null, LoraPart.LOKR_W1_B, false);
    Size right =
        has(LoraPart.LOKR_W2)
            ? size(LoraPart.LOKR_W2)
            : product(LoraPart.LOKR_W2_A, LoraPart.LOKR_T2, LoraPart.LOKR_W2_B, true);
    return new Size(left.rows * right.rows, left.columns * right.columns);
  }

  /** The size of a product; {@code turned} if {@code up} is stored transposed beside a core. */
  private Size product(LoraPart up, LoraPart core, LoraPart down, boolean turned)
      throws IOException {
    Size left = size(up);
    Size right = size(down);
    if (core == null || !has(core)) {
      require(left.columns == right.rows, "has factors whose ranks differ");
      return new Size(left.rows, right.columns);
    }
    Size middle = size(core);
    long rank = turned ? left.rows : left.columns;
    boolean fits = middle.rows == rank && right.rows > 0 && middle.columns % right.rows == 0;
    require(fits, "has factors whose ranks differ");
    long kernel = middle.columns / right.rows;
    return new Size(turned ? left.columns : left.rows, right.columns * kernel);
  }

  private Size size(LoraPart part) throws IOException {
    Shape shape = file.shape(stored.get(part));
    require(shape.rank() >= 1 && shape.elements() > 0, "has an empty tensor");
    require(file.type(stored.get(part)).isFloating(), "holds integers");
    return new Size(shape.dimension(0), shape.elements() / shape.dimension(0));
  }

  private void require(boolean condition, String problem) throws FormatException {
    if (!condition) {
      throw new FormatException(file.path(), example() + " " + problem);
    }
  }

  private Matrix change() throws IOException {
    size();
    if (has(LoraPart.UP)) {
      return has(LoraPart.MID)
          ? Matrix.tucker(matrix(LoraPart.UP), matrix(LoraPart.MID), matrix(LoraPart.DOWN))
          : matrix(LoraPart.UP).times(matrix(LoraPart.DOWN));
    }
    if (has(LoraPart.HADA_W1_A)) {
      Matrix first = turned(LoraPart.HADA_W1_A, LoraPart.HADA_T1, LoraPart.HADA_W1_B);
      return first.hadamard(turned(LoraPart.HADA_W2_A, LoraPart.HADA_T2, LoraPart.HADA_W2_B));
    }
    if (has(LoraPart.DIFF)) {
      return matrix(LoraPart.DIFF);
    }
    Matrix left =
        has(LoraPart.LOKR_W1)
            ? matrix(LoraPart.LOKR_W1)
            : matrix(LoraPart.LOKR_W1_A).times(matrix(LoraPart.LOKR_W1_B));
    Matrix right =
        has(LoraPart.LOKR_W2)
            ? matrix(LoraPart.LOKR_W2)
            : turned(LoraPart.LOKR_W2_A, LoraPart.LOKR_T2, LoraPart.LOKR_W2_B);
    return left.kronecker(right);
  }

  private Matrix turned(LoraPart a, LoraPart core, LoraPart b) throws IOException {
    return has(core)
        ? Matrix.tucker(matrix(a).transposed(), matrix(core), matrix(b))
        : matrix(a).times(matrix(b));
  }

  private Matrix matrix(LoraPart part) throws IOException {
    StoredTensor tensor = file.read(stored.get(part));
    int rows = tensor.shape().size(0);
    float[] values = tensor.toFloats().data();
    return new Matrix(rows, values.length / rows, values);
  }

  /** Alpha over rank, unless the file says the factor itself; 1 where it says neither. */
  private double scale() throws IOException {
    if (has(LoraPart.SCALE)) {
      return number(LoraPart.SCALE);
    }
    LoraPart[] ranked = {LoraPart.DOWN, LoraPart.HADA_W1_B, LoraPart.LOKR_W1_B, LoraPart.LOKR_W2_B};
    for (LoraPart part : ranked) {
      if (has(part) && has(LoraPart.ALPHA)) {
        return number(LoraPart.ALPHA) / size(part).rows;
      }
    }
    return 1;
  }

  private double number(LoraPart part) throws IOException {
    String name = stored.get(part);
    boolean one = file.shape(name).elements() == 1;
    double value = one ? file.read(name).element(0) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw new FormatException(file.path(), "expected one finite number in %s".formatted(name));
    }
    return value;
  }
}
