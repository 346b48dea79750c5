package org.latentj.benchmark;

import java.nio.file.Path;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.model.ModelConfig;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.DeviceMemory;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;

/** The model that is measured: a checkpoint, or Stable Diffusion v1 with random weights. */
final class ModelSource implements NetworkLoader {
  private final Path checkpoint;
  private final RandomModel random;

  private ModelSource(Path checkpoint, RandomModel random) {
    this.checkpoint = checkpoint;
    this.random = random;
  }

  /**
   * A model.
   *
   * @param checkpoint to be opened whenever it is loaded; null for random weights
   */
  static ModelSource of(Path checkpoint) {
    return checkpoint == null
        ? new ModelSource(null, new RandomModel(ModelConfig.stableDiffusion1()))
        : new ModelSource(checkpoint, null);
  }

  /** Whether weights are made up while they are loaded, which takes longer than reading them. */
  boolean isGenerated() {
    return random != null;
  }

  /** How many parameters its UNet has. */
  long parameters() {
    if (random != null) {
      return LoadedModel.unetParameters(random.config());
    }
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      return LoadedModel.unetParameters(opened.config());
    }
  }

  @Override
  public LoadedModel load(ComputeDevice device, EmitOptions emission, MemoryMode mode) {
    DeviceMemory memory = DeviceMemory.of(device);
    if (random != null) {
      return LoadedModel.load(random.config(), random.sources(), device, emission, mode, memory);
    }
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      LoadedModel.WeightSources sources = LoadedModel.WeightSources.of(opened);
      return LoadedModel.load(opened.config(), sources, device, emission, mode, memory);
    }
  }
}
