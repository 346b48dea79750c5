package org.latentj.runtime;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.latentj.checkpoint.Weights;
import org.latentj.runtime.ReferenceNetworks.Image;

/**
 * Layers in plain loops of doubles. Rows are tokens.
 *
 * @param weights what {@code name} is looked up in
 */
record ReferenceLayers(Weights weights) {
  double[][] attention(double[][] from, double[][] to, String name, int heads) {
    double[][] query = matrix(from, name + ".to_q");
    double[][] key = matrix(to, name + ".to_k");
    double[][] value = matrix(to, name + ".to_v");
    int width = query[0].length / heads;
    double[][] out = new double[from.length][query[0].length];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < from.length; i++) {
        double[] share = new double[to.length];
        double total = 0;
        for (int j = 0; j < to.length; j++) {
          double score = 0;
          for (int k = head * width; k < (head + 1) * width; k++) {
            score += query[i][k] * key[j][k];
          }
          share[j] = Math.exp(score / Math.sqrt(width));
          total += share[j];
        }
        for (int j = 0; j < to.length; j++) {
          for (int k = head * width; k < (head + 1) * width; k++) {
            out[i][k] += share[j] / total * value[j][k];
          }
        }
      }
    }
    return linear(out, name + ".to_out.0");
  }

  static double[][] gated(double[][] both) {
    int inner = both[0].length / 2;
    double[][] out = new double[both.length][inner];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < inner; k++) {
        double gate = both[i][inner + k];
        out[i][k] = both[i][k] * gate * 0.5 * (1 + errorFunction(gate / Math.sqrt(2)));
      }
    }
    return out;
  }

  /** By its power series, which converges everywhere. */
  private static double errorFunction(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  static double[][] silu(double[][] rows) {
    double[][] out = new double[rows.length][rows[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < out[i].length; k++) {
        out[i][k] = silu(rows[i][k]);
      }
    }
    return out;
  }

  static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  static double[][] sum(double[][] a, double[][] b) {
    double[][] out = new double[a.length][a[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < out[i].length; k++) {
        out[i][k] = a[i][k] + b[i][k];
      }
    }
    return out;
  }

  double[][] linear(double[][] rows, String name) {
    double[][] out = matrix(rows, name);
    double[] bias = read(name + ".bias");
    for (double[] row : out) {
      for (int k = 0; k < row.length; k++) {
        row[k] += bias[k];
      }
    }
    return out;
  }

  double[][] matrix(double[][] rows, String name) {
    double[] weight = read(name + ".weight");
    int in = rows[0].length;
    double[][] out = new double[rows.length][weight.length / in];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < out[i].length; k++) {
        for (int j = 0; j < in; j++) {
          out[i][k] += weight[k * in + j] * rows[i][j];
        }
      }
    }
    return out;
  }

  double[][] layerNorm(double[][] rows, String name) {
    double[] gain = read(name + ".weight");
    double[] shift = read(name + ".bias");
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i].clone();
      standardize(row, 0, row.length, 1e-5);
      for (int k = 0; k < row.length; k++) {
        row[k] = row[k] * gain[k] + shift[k];
      }
      out[i] = row;
    }
    return out;
  }

  Image groupNorm(Image x, String name, int groups, double eps) {
    double[] gain = read(name + ".weight");
    double[] shift = read(name + ".bias");
    double[] out = x.values().clone();
    int size = out.length / groups;
    for (int group = 0; group < groups; group++) {
      standardize(out, group * size, size, eps);
    }
    int pixels = x.height() * x.width();
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] * gain[i / pixels] + shift[i / pixels];
    }
    return new Image(x.channels(), x.height(), x.width(), out);
  }

  private static void standardize(double[] values, int from, int count, double eps) {
    double mean = 0;
    for (int i = from; i < from + count; i++) {
      mean += values[i] / count;
    }
    double variance = 0;
    for (int i = from; i < from + count; i++) {
      variance += (values[i] - mean) * (values[i] - mean) / count;
    }
    for (int i = from; i < from + count; i++) {
      values[i] = (values[i] - mean) / Math.sqrt(variance + eps);
    }
  }

  Image convolution(Image x, String name, int stride) {
    double[] kernel = read(name + ".weight");
    double[] bias = read(name + ".bias");
    int size = weights.shape(name + ".weight").size(2);
    int height = (x.height() + stride - 1) / stride;
    int width = (x.width() + stride - 1) / stride;
    double[] out = new double[bias.length * height * width];
    for (int i = 0; i < out.length; i++) {
      int to = i / (height * width);
      int top = i / width % height * stride - size / 2;
      int left = i % width * stride - size / 2;
      double sum = bias[to];
      for (int k = 0; k < x.channels() * size * size; k++) {
        int row = top + k / size % size;
        int column = left + k % size;
        if (row >= 0 && row < x.height() && column >= 0 && column < x.width()) {
          int from = k / (size * size);
          sum +=
              kernel[to * x.channels() * size * size + k]
                  * x.values()[(from * x.height() + row) * x.width() + column];
        }
      }
      out[i] = sum;
    }
    return new Image(bias.length, height, width, out);
  }

  static Image doubled(Image x, int height, int width) {
    double[] out = new double[x.channels() * height * width];
    for (int i = 0; i < out.length; i++) {
      int row = i / width % height * x.height() / height;
      int column = i % width * x.width() / width;
      out[i] = x.values()[(i / (height * width) * x.height() + row) * x.width() + column];
    }
    return new Image(x.channels(), height, width, out);
  }

  static Image joined(Image a, Image b) {
    double[] out = new double[a.values().length + b.values().length];
    System.arraycopy(a.values(), 0, out, 0, a.values().length);
    System.arraycopy(b.values(), 0, out, a.values().length, b.values().length);
    return new Image(a.channels() + b.channels(), a.height(), a.width(), out);
  }

  private double[] read(String name) {
    FloatBuffer data =
        weights.read(name).data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double[] values = new double[data.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i);
    }
    return values;
  }
}
