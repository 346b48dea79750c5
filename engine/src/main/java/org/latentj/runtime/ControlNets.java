package org.latentj.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.ControlNetCheckpoint;
import org.latentj.checkpoint.WeightCheck;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.script.WeightTable;

/**
 * The ControlNets of a loaded model. They are loaded when a request asks for them, in the model's
 * precision and memory mode; those of the last request that asked for some stay loaded. Closed with
 * the model.
 */
public final class ControlNets implements AutoCloseable {
  private final UNetConfig unet;
  private final int downsampling;
  private final EmitOptions options;
  private final ComputeDevice device;
  private final MemoryLadder ladder;
  private final Map<Path, ControlNetModel> loaded = new LinkedHashMap<>();

  ControlNets(
      UNetConfig unet,
      int downsampling,
      EmitOptions options,
      ComputeDevice device,
      MemoryLadder ladder) {
    this.unet = unet;
    this.downsampling = downsampling;
    this.options = options;
    this.device = device;
    this.ladder = ladder;
  }

  /**
   * The networks of those files or folders, in that order; all others are closed before.
   *
   * @param networks none for nothing: then what is loaded stays
   * @return owned by this object; valid until the next call
   * @throws CheckpointException if one cannot be used, or was made for another kind of model
   * @throws TorchException if the device refuses, for want of memory say
   */
  public synchronized List<ControlNetModel> of(List<Path> networks) {
    List<Path> paths = networks.stream().map(p -> p.toAbsolutePath().normalize()).toList();
    if (paths.isEmpty()) {
      return List.of();
    }
    List<Path> leaving = loaded.keySet().stream().filter(path -> !paths.contains(path)).toList();
    leaving.forEach(path -> loaded.remove(path).close());
    List<ControlNetModel> models = new ArrayList<>();
    for (Path path : paths) {
      ControlNetModel model = loaded.get(path);
      if (model == null) {
        model = load(path);
        loaded.put(path, model);
      }
      models.add(model);
    }
    return models;
  }

  private ControlNetModel load(Path path) {
    try (ControlNetCheckpoint checkpoint = ControlNetCheckpoint.open(path)) {
      ControlNetConfig config = checkpoint.config();
      requireFit(path, config);
      WeightTable table = ControlNet.script(config, EmitOptions.reference()).weights();
      WeightCheck.require(checkpoint.weights(), table.expectedTensors(), "ControlNet");
      String name = "%s [%s]".formatted(checkpoint.name(), checkpoint.shortHash());
      long bytes = table.parameters() * options.storage().bytes();
      return ladder.run(
          "loading a ControlNet",
          mode -> bytes,
          mode -> new ControlNetModel(config, name, checkpoint.weights(), options, device, ladder));
    }
  }

  /** Its residuals must be of the shapes that the UNet's skip connections have. */
  private void requireFit(Path path, ControlNetConfig config) {
    UNetConfig own = config.network();
    boolean fits =
        own.blockOutChannels().equals(unet.blockOutChannels())
            && own.layersPerBlock() == unet.layersPerBlock()
            && own.crossAttentionDim() == unet.crossAttentionDim()
            && own.inChannels() <= unet.inChannels()
            && config.downsampling() == downsampling;
    if (!fits) {
      throw new CheckpointException(
          ("%s: this ControlNet was made for another model: it has levels of %s channels, a"
                  + " prompt of width %d and %d pixels a latent, the model %s, %d and %d. Take one for this generation of"
                  + " Stable Diffusion (1.x: 768, 2.x: 1024)")
              .formatted(
                  path,
                  own.blockOutChannels(),
                  own.crossAttentionDim(),
                  config.downsampling(),
                  unet.blockOutChannels(),
                  unet.crossAttentionDim(),
                  downsampling));
    }
  }

  /** Memory of the weights that are loaded now, in bytes. */
  public synchronized long weightBytes() {
    return loaded.values().stream().mapToLong(ControlNetModel::weightBytes).sum();
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(ControlNetModel::close);
    loaded.clear();
  }
}
