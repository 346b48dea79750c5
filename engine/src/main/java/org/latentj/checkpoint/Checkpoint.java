package org.latentj.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.model.ModelConfig;
import org.latentj.model.ModelIndex;

/**
 * An open Stable Diffusion checkpoint: a diffusers folder, or a single file with CompVis names as
 * safetensors or as a pickle of {@code torch.save}. Opening reads directories and configurations
 * only; weights are memory-mapped when they are asked for, so the heap holds no copy of them.
 *
 * <p>Nothing in a checkpoint is ever executed. Whatever is wrong with it is reported as a {@link
 * CheckpointException}.
 *
 * <p>Whoever opens it closes it. Tensors that were read before stay usable.
 */
public final class Checkpoint implements Closeable {
  private static final Pattern HUB_CACHE =
      Pattern.compile("/models--(?:[^/]*?--)?([^/]+)/snapshots/[0-9a-f]{40}$");

  private final Path path;
  private final CheckpointOptions options;
  private final Contents contents;
  private final OpenFiles files;
  private String sha256;

  private Checkpoint(Path path, CheckpointOptions options, Contents contents, OpenFiles files) {
    this.path = path;
    this.options = options;
    this.contents = contents;
    this.files = files;
  }

  /** Opens {@code path} with {@link CheckpointOptions#defaults()}. */
  public static Checkpoint open(Path path) {
    return open(path, CheckpointOptions.defaults());
  }

  /**
   * Opens a folder or file.
   *
   * @throws CheckpointException if it is missing, damaged, hostile or another kind of model; the
   *     message names the file, the tensor, what was expected and what was found
   */
  public static Checkpoint open(Path path, CheckpointOptions options) {
    return OpenFiles.reading(
        path, files -> new Checkpoint(path, options, read(path, options, files), files));
  }

  private static Contents read(Path path, CheckpointOptions options, OpenFiles files)
      throws IOException {
    if (options.configFolder().isPresent() && !Files.isDirectory(options.configFolder().get())) {
      throw new NoSuchFileException(options.configFolder().get().toString());
    }
    return Files.isDirectory(path)
        ? DiffusersFolder.read(path, options, files)
        : SingleFile.read(path, options, files);
  }

  /** The dimensions of the networks and the noise schedule. */
  public ModelConfig config() {
    return contents.config();
  }

  /** How the model wants to be used. */
  public ModelIndex index() {
    return contents.index();
  }

  /** The kind of model. */
  public ModelFamily family() {
    return contents.family();
  }

  /** What was detected, for users: {@code Stable Diffusion v1 inpainting, single file}. */
  public String description() {
    return contents.description();
  }

  /** The denoiser's weights under the names of diffusers' {@code UNet2DConditionModel}. */
  public Weights unet() {
    return contents.unet();
  }

  /**
   * The autoencoder's weights under the names of diffusers' {@code AutoencoderKL}; the attention's
   * are always {@code to_q}, {@code to_k}, {@code to_v} and {@code to_out.0}, of shape (C, C).
   */
  public Weights vae() {
    return contents.vae();
  }

  /** The text encoder's weights under the names of transformers' {@code CLIPTextModel}. */
  public Weights textEncoder() {
    return contents.textEncoder();
  }

  /**
   * The safety checker that comes with it; only diffusers folders have one.
   *
   * @throws CheckpointException if its configuration is missing or describes another network
   */
  public Optional<SafetyCheckerFolder> safetyChecker() {
    try {
      return SafetyCheckerFolder.isIn(path)
          ? Optional.of(SafetyCheckerFolder.of(path, DiffusersFolder.variants(options)))
          : Optional.empty();
    } catch (IOException e) {
      throw ReadFailure.of(path, e);
    }
  }

  /** Whether it says that it comes with a safety checker, and that is not there. */
  public boolean lacksSafetyChecker() {
    return Files.isDirectory(path)
        && contents.index().safetyChecker()
        && !SafetyCheckerFolder.isIn(path);
  }

  /**
   * The folder with {@code vocab.json} and {@code merges.txt}, or {@code tokenizer.json}. Empty for
   * single files unless the options name one: those models use CLIP's own vocabulary.
   */
  public Optional<Path> tokenizerFolder() {
    return contents.tokenizerFolder();
  }

  /** The weight file of an autoencoder that was taken instead of the checkpoint's own. */
  public Optional<Path> vaeFile() {
    return contents.vaeFile();
  }

  /**
   * The file's name without its extension, or the folder's name. In the hub's cache a folder is
   * named by its commit, {@code models--OWNER--NAME/snapshots/COMMIT}, and means {@code NAME}.
   */
  public String name() {
    return nameOf(path);
  }

  static String nameOf(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Matcher cached = HUB_CACHE.matcher(absolute.toString().replace('\\', '/'));
    if (cached.find()) {
      return cached.group(1);
    }
    String name = absolute.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && !Files.isDirectory(path) ? name.substring(0, dot) : name;
  }

  /** The path that was opened. */
  public Path path() {
    return path;
  }

  /**
   * Tells this checkpoint from all others, in 64 hexadecimal digits: the SHA-256 of a single file.
   * For a folder, the SHA-256 of what {@code sha256sum} prints for its weight files in use, given
   * relative to the folder with {@code /} between names and sorted by name. Computed at the first
   * call, which reads all weights once, and remembered.
   *
   * @throws CheckpointException if a file cannot be read
   */
  public synchronized String sha256() {
    if (sha256 == null) {
      try (HashedFiles hashed = hashedFiles()) {
        sha256 = hashed.sha256(() -> false);
      }
    }
    return sha256;
  }

  /**
   * What {@link #sha256} reads, to be read later, when this checkpoint is closed already.
   *
   * @return to be closed by the caller
   * @throws CheckpointException if a file is not the one any more that was opened
   */
  public HashedFiles hashedFiles() {
    try {
      return HashedFiles.open(Files.isDirectory(path) ? path : null, files.versions());
    } catch (IOException e) {
      throw ReadFailure.of(path, e);
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
