package org.latentj.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Precision;

/**
 * Loads the models of a pack and keeps the last one: an index lists the cases of a model next to
 * each other, and two models may be too much for the memory. Close it after the run.
 */
final class Models implements AutoCloseable {
  private final ComputeDevice device;
  private final Precision precision;
  private Key key;
  private LoadedModel model;

  private record Key(Path path, Ema ema) {}

  Models(ComputeDevice device, Precision precision) {
    this.device = device;
    this.precision = precision;
  }

  /** The model, valid until another one is asked for. */
  LoadedModel load(Path path, Ema ema) {
    Key wanted = new Key(path, ema);
    if (!wanted.equals(key)) {
      close();
      try (Checkpoint checkpoint = open(path, ema)) {
        model = LoadedModel.load(checkpoint, device, precision);
      }
      key = wanted;
    }
    return model;
  }

  /** Opens a folder or file of a pack; the caller closes it. */
  static Checkpoint open(Path path, Ema ema) {
    CheckpointOptions options = CheckpointOptions.defaults().withEma(ema);
    Path config = path.resolveSibling("config");
    // A single file does not say how many heads and groups it has: its neighbour folder does.
    boolean configured = Files.isRegularFile(path) && Files.isDirectory(config);
    return Checkpoint.open(path, configured ? options.withConfigFolder(config) : options);
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
      model = null;
      key = null;
    }
  }
}
