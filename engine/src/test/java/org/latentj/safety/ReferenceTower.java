package org.latentj.safety;

import org.latentj.model.VisionTowerConfig;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.StoredTensor;

/**
 * CLIP's image tower in plain loops and double precision, written from its description (Dosovitskiy
 * et al. 2021, eq. 1 to 4; Radford et al. 2021) and not from the emitted network.
 */
final class ReferenceTower {
  private final SafetyFixture weights;
  private final VisionTowerConfig config;

  ReferenceTower(SafetyFixture weights, VisionTowerConfig config) {
    this.weights = weights;
    this.config = config;
  }

  /** The embedding of one picture (1, 3, size, size). */
  double[] embed(FloatTensor pixels) {
    String root = "vision_model.vision_model.";
    double[][] x = patches(pixels, root + "embeddings.");
    for (int n = 0; n < x.length; n++) {
      x[n] = norm(x[n], root + "pre_layrnorm");
    }
    for (int i = 0; i < config.layers(); i++) {
      x = layer(x, root + "encoder.layers." + i);
    }
    double[] pooled = norm(x[0], root + "post_layernorm");
    return times(weights.tensor("visual_projection.weight"), pooled, null);
  }

  private double[][] patches(FloatTensor pixels, String embeddings) {
    StoredTensor kernel = weights.tensor(embeddings + "patch_embedding.weight");
    StoredTensor positions = weights.tensor(embeddings + "position_embedding.weight");
    StoredTensor token = weights.tensor(embeddings + "class_embedding");
    int size = config.imageSize();
    int patch = config.patchSize();
    int width = config.hiddenSize();
    double[][] x = new double[config.tokens()][width];
    for (int n = 0; n < x.length; n++) {
      for (int d = 0; d < width; d++) {
        double sum = n == 0 ? token.element(d) : 0;
        for (int k = 0; n > 0 && k < 3 * patch * patch; k++) {
          int row = (n - 1) / config.grid() * patch + k / patch % patch;
          int column = (n - 1) % config.grid() * patch + k % patch;
          int channel = k / (patch * patch);
          sum +=
              kernel.element(d * 3 * patch * patch + k)
                  * pixels.data()[(channel * size + row) * size + column];
        }
        x[n][d] = sum + positions.element(n * width + d);
      }
    }
    return x;
  }

  private double[][] layer(double[][] x, String name) {
    double[][] attended = attention(x, name);
    double[][] out = new double[x.length][];
    for (int n = 0; n < x.length; n++) {
      double[] y = sum(x[n], attended[n]);
      double[] h = linear(norm(y, name + ".layer_norm2"), name + ".mlp.fc1");
      for (int i = 0; i < h.length; i++) {
        h[i] = h[i] / (1 + Math.exp(-1.702 * h[i]));
      }
      out[n] = sum(y, linear(h, name + ".mlp.fc2"));
    }
    return out;
  }

  private double[][] attention(double[][] x, String name) {
    int heads = config.heads();
    int size = config.hiddenSize() / heads;
    double[][] q = new double[x.length][];
    double[][] k = new double[x.length][];
    double[][] v = new double[x.length][];
    for (int n = 0; n < x.length; n++) {
      double[] normed = norm(x[n], name + ".layer_norm1");
      q[n] = linear(normed, name + ".self_attn.q_proj");
      k[n] = linear(normed, name + ".self_attn.k_proj");
      v[n] = linear(normed, name + ".self_attn.v_proj");
    }
    double[][] out = new double[x.length][];
    for (int n = 0; n < x.length; n++) {
      double[] mixed = new double[config.hiddenSize()];
      for (int head = 0; head < heads; head++) {
        double[] shares = new double[x.length];
        double total = 0;
        for (int m = 0; m < x.length; m++) {
          double score = 0;
          for (int i = head * size; i < (head + 1) * size; i++) {
            score += q[n][i] * k[m][i];
          }
          shares[m] = Math.exp(score / Math.sqrt(size));
          total += shares[m];
        }
        for (int m = 0; m < x.length; m++) {
          for (int i = head * size; i < (head + 1) * size; i++) {
            mixed[i] += shares[m] / total * v[m][i];
          }
        }
      }
      out[n] = linear(mixed, name + ".self_attn.out_proj");
    }
    return out;
  }

  private double[] norm(double[] x, String name) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    for (double value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double gain = weights.tensor(name + ".weight").element(i);
      double shift = weights.tensor(name + ".bias").element(i);
      out[i] = (x[i] - mean) / Math.sqrt(variance + config.layerNormEps()) * gain + shift;
    }
    return out;
  }

  private double[] linear(double[] x, String name) {
    return times(weights.tensor(name + ".weight"), x, weights.tensor(name + ".bias"));
  }

  private static double[] times(StoredTensor matrix, double[] x, StoredTensor bias) {
    double[] out = new double[matrix.shape().size(0)];
    for (int i = 0; i < out.length; i++) {
      out[i] = bias == null ? 0 : bias.element(i);
      for (int j = 0; j < x.length; j++) {
        out[i] += matrix.element(i * x.length + j) * x[j];
      }
    }
    return out;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      out[i] = a[i] + b[i];
    }
    return out;
  }
}
