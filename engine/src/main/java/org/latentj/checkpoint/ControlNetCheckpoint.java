package org.latentj.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.layout.ControlNetLayout;
import org.latentj.checkpoint.layout.Dimensions;
import org.latentj.checkpoint.layout.Tensors;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.ControlNetConfigReader;

/**
 * An open ControlNet: a folder of diffusers ({@code config.json} and the weights), or a single file
 * as safetensors or as a pickle of {@code torch.save}, with diffusers' names or its authors'
 * ({@code control_model.*}). A file of a whole checkpoint that has a ControlNet in it will do, too.
 *
 * <p>As with {@link Checkpoint}: weights are mapped when they are asked for, nothing is executed,
 * whoever opens it closes it, and tensors that were read before stay usable.
 */
public final class ControlNetCheckpoint implements Closeable {
  private static final String CONFIG = "config.json";

  private final Path path;
  private final Path weightFile;
  private final ControlNetConfig config;
  private final Weights weights;
  private final OpenFiles files;

  private ControlNetCheckpoint(
      Path path, Path weightFile, ControlNetConfig config, Weights weights, OpenFiles files) {
    this.path = path;
    this.weightFile = weightFile;
    this.config = config;
    this.weights = weights;
    this.files = files;
  }

  /**
   * Opens a folder or file.
   *
   * @throws CheckpointException if it is missing, damaged, hostile or another kind of model
   */
  public static ControlNetCheckpoint open(Path path) {
    return OpenFiles.reading(path, files -> open(path, files));
  }

  private static ControlNetCheckpoint open(Path path, OpenFiles files) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (folder && Files.isRegularFile(path.resolve("model_index.json"))) {
      throw new FormatException(
          path,
          "expected a ControlNet but this is a whole model; a ControlNet is a folder of its own");
    }
    Path file = folder ? ComponentFile.choose(path, List.of("", "fp16", "bf16")) : path;
    TensorFile opened = files.open(file);
    Tensors tensors = ControlNetLayout.tensors(opened);
    Path beside = folder ? path.resolve(CONFIG) : path.resolveSibling(CONFIG);
    boolean configured = ControlNetLayout.isDiffusers(opened) && Files.isRegularFile(beside);
    ControlNetConfig config =
        configured ? ControlNetConfigReader.read(beside) : Dimensions.controlNet(tensors);
    return new ControlNetCheckpoint(
        path, file, config, new StoredWeights("ControlNet", tensors), files);
  }

  /** The dimensions of the network. */
  public ControlNetConfig config() {
    return config;
  }

  /** The weights under the names of diffusers' {@code ControlNetModel}. */
  public Weights weights() {
    return weights;
  }

  /** The file's name without its extension, or the folder's name. */
  public String name() {
    return Checkpoint.nameOf(path);
  }

  /**
   * The eight hexadecimal digits by which A1111 tells ControlNets apart ({@code model_hash} of
   * {@code modules/sd_models.py}): of the SHA-256 of 64 KiB at 1 MiB of the weight file.
   *
   * @throws CheckpointException if the file cannot be read
   */
  public String shortHash() {
    try {
      return Sha256.ofRange(weightFile, 0x100000, 0x10000).substring(0, 8);
    } catch (IOException e) {
      throw ReadFailure.of(weightFile, e);
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
