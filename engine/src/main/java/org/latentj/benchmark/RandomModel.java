package org.latentj.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.model.ModelConfig;
import org.latentj.network.ClipTextEncoder;
import org.latentj.network.EmitOptions;
import org.latentj.network.UNet;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Precision;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

/** The networks of a model with weights that nobody trained: as fast as real ones, and as large. */
final class RandomModel {
  private static final EmitOptions PLAIN = EmitOptions.reference();

  private final ModelConfig config;
  private final Weights textEncoder;
  private final Weights unet;
  private final Weights vae;

  RandomModel(ModelConfig config) {
    this.config = config;
    textEncoder =
        weights(ClipTextEncoder.script(config.textEncoder(), PLAIN).weights().expectedTensors());
    unet = weights(UNet.script(config.unet(), PLAIN).weights().expectedTensors());
    Set<TensorSpec> both = new LinkedHashSet<>();
    both.addAll(VaeEncoder.script(config.vae(), PLAIN).weights().expectedTensors());
    both.addAll(VaeDecoder.script(config.vae(), PLAIN).weights().expectedTensors());
    vae = weights(List.copyOf(both));
  }

  private static Weights weights(List<TensorSpec> specs) {
    return new RandomWeights(specs, ElementType.F16, 0);
  }

  ModelConfig config() {
    return config;
  }

  LoadedModel.WeightSources sources() {
    return new LoadedModel.WeightSources(textEncoder, unet, vae);
  }

  /** Loads the networks; the caller closes them. */
  LoadedModel load(ComputeDevice device, Precision precision) {
    return LoadedModel.load(config, sources(), device, precision.elementType(device));
  }

  /**
   * Writes the networks as a single file with CompVis names in F16: 2.1 GB for Stable Diffusion 1.
   *
   * @param file must not exist
   */
  void write(Path file) throws IOException {
    CompVisNames names = new CompVisNames(config);
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    add(entries, textEncoder, names::textEncoder);
    add(entries, unet, names::unet);
    add(entries, vae, names::vae);
    SafetensorsWriter.write(file, entries, Map.of("weights", "random, not trained"));
  }

  private static void add(
      List<SafetensorsWriter.Entry> entries, Weights weights, UnaryOperator<String> rename) {
    for (String name : weights.names()) {
      String stored = rename.apply(name);
      Shape shape = CompVisNames.storedShape(name, weights.shape(name));
      entries.add(
          new SafetensorsWriter.Entry(
              stored,
              ElementType.F16,
              shape,
              () -> new StoredTensor(stored, ElementType.F16, shape, weights.read(name).data())));
    }
  }
}
