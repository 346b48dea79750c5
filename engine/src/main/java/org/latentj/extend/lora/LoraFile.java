package org.latentj.extend.lora;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.ReadFailure;
import org.latentj.checkpoint.TensorFiles;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;

/** An open LoRA: its layers by network and name. Who opens it closes it. */
final class LoraFile implements Closeable {
  private static final List<String> REFUSED =
      List.of(
          ".dora_scale",
          ".lora_magnitude_vector",
          ".lora_magnitude_vector.weight",
          ".oft_blocks",
          ".oft_diag",
          ".on_input",
          ".w_norm",
          ".b_norm",
          ".diff_b",
          ".lora_B.bias",
          ".lora_up.bias",
          ".a1.weight");

  private final TensorFile file;
  private final Map<LoraName.Network, Map<String, LoraLayer>> layers = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();

  private LoraFile(TensorFile file) {
    this.file = file;
    layers.put(LoraName.Network.TEXT_ENCODER, new LinkedHashMap<>());
    layers.put(LoraName.Network.UNET, new LinkedHashMap<>());
  }

  /**
   * Opens a file.
   *
   * @throws CheckpointException if it cannot be read, is no LoRA or one for another kind of model
   */
  static LoraFile open(Path path) {
    TensorFile file = null;
    try {
      file = TensorFiles.open(path);
      LoraFile lora = new LoraFile(file);
      lora.read();
      return lora;
    } catch (IOException e) {
      close(file);
      throw ReadFailure.of(path, e);
    } catch (RuntimeException e) {
      close(file);
      throw e;
    }
  }

  private static void close(TensorFile file) {
    if (file != null) {
      file.close();
    }
  }

  private void read() throws FormatException {
    Optional<String> other = OtherLoras.kind(file.names(), file.metadata());
    if (other.isPresent()) {
      throw new FormatException(
          file.path(),
          "this LoRA was made for %s; this engine runs Stable Diffusion 1.x and 2.x"
              .formatted(other.get()));
    }
    for (String stored : file.names()) {
      if (REFUSED.stream().anyMatch(stored::endsWith)) {
        throw new FormatException(
            file.path(),
            "%s belongs to a kind of adapter that this engine does not apply; it applies LoRA, LoCon, LoHa, LoKr and whole differences"
                .formatted(stored));
      }
      Optional<LoraName> name = LoraName.parse(stored);
      if (name.isEmpty()) {
        unknown.add(stored);
        continue;
      }
      layers
          .get(name.get().network())
          .computeIfAbsent(name.get().layer(), layer -> new LoraLayer(file))
          .put(name.get().part(), stored);
    }
    if (layers.values().stream().allMatch(Map::isEmpty)) {
      throw new FormatException(
          file.path(),
          "this is no LoRA: none of its %d tensors is named like a LoRA's, the first is %s"
              .formatted(file.names().size(), file.names().stream().findFirst().orElse("missing")));
    }
  }

  Path path() {
    return file.path();
  }

  /** The changes to a network by module names with {@code _} for dots. */
  Map<String, LoraLayer> layers(LoraName.Network network) {
    return layers.get(network);
  }

  /** Names that are not understood. */
  List<String> unknown() {
    return unknown;
  }

  @Override
  public void close() {
    file.close();
  }
}
