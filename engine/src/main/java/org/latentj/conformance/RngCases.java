package org.latentj.conformance;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latentj.noise.MersenneTwister;
import org.latentj.noise.TorchNoise;
import org.latentj.tensor.Shape;

/**
 * {@code rng}: PyTorch's CPU generator. Each row of the parameters names a tensor drawn from a
 * fresh generator, or with {@code shapes_in_order} several drawn from one. Per seed there may also
 * be the generator's raw output and uniform numbers.
 */
final class RngCases implements CaseKind {

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    List<Deviation> out = new ArrayList<>();
    Map<String, Long> seeds = new TreeMap<>();
    try (CaseTensors tensors = run.tensors()) {
      for (CaseParameters row : run.parameters().objects("rows")) {
        String key = row.text("key");
        long seed = row.wide("seed");
        seeds.put(key.substring(0, key.indexOf('.') + 1), seed);
        if (row.has("shapes_in_order")) {
          out.addAll(sequence(tensors, row, key.replace("*", ""), run.limit()));
        } else {
          TorchNoise noise = TorchNoise.float32(seed);
          out.add(normal(tensors, key, noise, shape(row.element("shape")), run.limit()));
        }
      }
      for (Map.Entry<String, Long> seed : seeds.entrySet()) {
        out.addAll(raw(tensors, seed.getKey(), seed.getValue(), run.limit()));
      }
    }
    return out;
  }

  private static List<Deviation> sequence(
      CaseTensors tensors, CaseParameters row, String prefix, double limit) throws IOException {
    TorchNoise noise = TorchNoise.float32(row.wide("seed"));
    List<Deviation> out = new ArrayList<>();
    int i = 0;
    for (JsonElement shape : row.element("shapes_in_order").getAsJsonArray()) {
      out.add(normal(tensors, prefix + i++, noise, shape(shape), limit));
    }
    return out;
  }

  private static Deviation normal(
      CaseTensors tensors, String name, TorchNoise noise, Shape shape, double limit)
      throws IOException {
    return Compare.floats(name, noise.normal(shape), tensors.floats(name), limit);
  }

  private static List<Deviation> raw(CaseTensors tensors, String prefix, long seed, double limit)
      throws IOException {
    List<Deviation> out = new ArrayList<>();
    String bits = prefix + "raw_uint32";
    if (tensors.has(bits)) {
      double[] expected = tensors.doubles(bits);
      MersenneTwister twister = new MersenneTwister(seed);
      double[] actual = new double[expected.length];
      Arrays.setAll(actual, i -> Integer.toUnsignedLong(twister.next32()));
      out.add(Compare.numbers(bits, actual, expected, 0));
    }
    String uniform = prefix + "uniform";
    if (tensors.has(uniform)) {
      var expected = tensors.floats(uniform);
      var actual = TorchNoise.float32(seed).uniform(expected.shape());
      out.add(Compare.floats(uniform, actual, expected, limit));
    }
    return out;
  }

  private static Shape shape(JsonElement dimensions) {
    List<Long> out = new ArrayList<>();
    dimensions.getAsJsonArray().forEach(d -> out.add(d.getAsLong()));
    return Shape.of(out);
  }
}
