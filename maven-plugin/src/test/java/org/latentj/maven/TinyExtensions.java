package org.latentj.maven;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.model.ControlNetConfigReader;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** Small files that extend the tiny model of the engine's tests; existing ones are replaced. */
final class TinyExtensions {
  static final Path MODEL = Path.of("../engine/src/test/resources/conformance/tiny-diffusers");

  private static final String CONTROL_CONFIG =
      """
      {"_class_name": "ControlNetModel", "block_out_channels": [16, 32, 48, 32],
       "cross_attention_dim": 32, "norm_num_groups": 8,
       "conditioning_embedding_out_channels": [4, 4, 6, 8]}""";

  private TinyExtensions() {}

  /** The model's absolute path, for manifests. */
  static Path model() throws IOException {
    return MODEL.toRealPath();
  }

  /** A LoRA that changes the UNet's last layer. */
  static Path lora(Path file, double strength) throws IOException {
    try (Checkpoint model = Checkpoint.open(MODEL)) {
      return write(
          file,
          "lora_unet_conv_out.diff",
          model.unet().shape("conv_out.weight"),
          i -> (float) (strength * Math.sin(i)));
    }
  }

  /** A LoRA for a layer of a wider model. */
  static Path misfit(Path file) throws IOException {
    return write(file, "lora_unet_conv_out.diff", Shape.of(4, 320, 3, 3), i -> 0f);
  }

  /** A textual inversion of two vectors. */
  static Path embedding(Path file, double scale) throws IOException {
    return write(file, "emb_params", Shape.of(2, 32), i -> (float) (scale * Math.cos(7 * i)));
  }

  /** The model's autoencoder with brighter pictures. */
  static Path vae(Path folder) throws IOException {
    try (Checkpoint model = Checkpoint.open(MODEL)) {
      Weights weights = model.vae();
      List<SafetensorsWriter.Entry> entries = new ArrayList<>();
      for (String name : weights.names()) {
        entries.add(
            name.equals("decoder.conv_out.bias")
                ? entry(name, weights.shape(name), i -> 0.4f)
                : entry(weights, name));
      }
      write(folder.resolve("diffusion_pytorch_model.safetensors"), entries);
    }
    Files.copy(MODEL.resolve("vae/config.json"), folder.resolve("config.json"));
    return folder;
  }

  /** A ControlNet of random weights. */
  static Path controlNet(Path folder) throws IOException {
    Path config = Files.createDirectories(folder).resolve("config.json");
    Files.writeString(config, CONTROL_CONFIG);
    Weights weights =
        new RandomWeights(
            ControlNet.script(ControlNetConfigReader.read(config), EmitOptions.reference())
                .weights()
                .expectedTensors(),
            ElementType.F32,
            5);
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    weights.names().forEach(name -> entries.add(entry(weights, name)));
    write(folder.resolve("diffusion_pytorch_model.safetensors"), entries);
    return folder;
  }

  private static Path write(Path file, String name, Shape shape, IntFunction<Float> value)
      throws IOException {
    return write(file, List.of(entry(name, shape, value)));
  }

  private static Path write(Path file, List<SafetensorsWriter.Entry> entries) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    SafetensorsWriter.write(file, entries, Map.of());
    return file;
  }

  private static SafetensorsWriter.Entry entry(Weights weights, String name) {
    StoredTensor tensor = weights.read(name);
    return new SafetensorsWriter.Entry(name, tensor.type(), tensor.shape(), () -> tensor);
  }

  private static SafetensorsWriter.Entry entry(String name, Shape shape, IntFunction<Float> value) {
    int count = (int) shape.elements();
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(value.apply(i));
    }
    StoredTensor tensor = new StoredTensor(name, ElementType.F32, shape, bytes.flip());
    return new SafetensorsWriter.Entry(name, ElementType.F32, shape, () -> tensor);
  }
}
