package org.latentj.models.convert;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.model.ModelConfig;
import org.latentj.tensor.StoredTensor;

/**
 * Writes a checkpoint as a folder in the diffusers layout: safetensors under diffusers' names, in
 * the element types that they have, and the configurations. The weights are copied bit by bit; of a
 * checkpoint with averaged and last weights, those that the options name. The folder has no safety
 * checker.
 */
public final class FolderConverter {
  private static final Map<String, String> REMARKS = Map.of("format", "pt");

  private final ConversionListener listener;
  private final long total;
  private long written;

  private FolderConverter(Checkpoint opened, ConversionListener listener) {
    this.listener = listener;
    total = bytes(opened.textEncoder()) + bytes(opened.unet()) + bytes(opened.vae());
  }

  /** As the other, unheard and to its end. */
  public static void convert(Path checkpoint, CheckpointOptions options, Path target)
      throws IOException {
    convert(checkpoint, options, target, ConversionListener.NONE);
  }

  /**
   * Converts.
   *
   * @param checkpoint a single .safetensors or .ckpt file; a folder is rewritten with safetensors
   * @param options how to read it; must name a tokenizer folder if the checkpoint has none
   * @param target the folder to make; appears when it is complete
   * @param listener hears how far it is, and may end it
   * @throws ConversionCancelledException if the listener ends it; nothing is left behind
   * @throws CheckpointException if the checkpoint cannot be used, or has no tokenizer
   * @throws FileAlreadyExistsException if {@code target} exists
   * @throws IOException if it cannot be written; nothing is left behind
   */
  public static void convert(
      Path checkpoint, CheckpointOptions options, Path target, ConversionListener listener)
      throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already; choose another name or delete it");
    }
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path partial = absolute.resolveSibling("." + UUID.randomUUID() + ".part");
    try (Checkpoint opened = Checkpoint.open(checkpoint, options)) {
      Optional<Path> tokenizer = opened.tokenizerFolder();
      if (tokenizer.isEmpty()) {
        throw new CheckpointException(
            checkpoint
                + " holds no vocabulary, and a diffusers folder needs one; name a folder with"
                + " vocab.json and merges.txt as its tokenizer");
      }
      new FolderConverter(opened, listener).write(opened, tokenizer.get(), partial);
      move(partial, absolute);
    } finally {
      delete(partial);
    }
  }

  private void write(Checkpoint opened, Path tokenizer, Path folder) throws IOException {
    listener.progress(0, total);
    ModelConfig config = opened.config();
    json(
        folder.resolve("scheduler").resolve("scheduler_config.json"),
        ConfigWriter.scheduler(config.noiseSchedule()));
    Path text = folder.resolve("text_encoder");
    json(text.resolve("config.json"), ConfigWriter.textEncoder(config.textEncoder()));
    weights(opened.textEncoder(), text.resolve("model.safetensors"));
    Path unet = folder.resolve("unet");
    json(unet.resolve("config.json"), ConfigWriter.unet(config.unet()));
    weights(opened.unet(), unet.resolve("diffusion_pytorch_model.safetensors"));
    Path vae = folder.resolve("vae");
    json(vae.resolve("config.json"), ConfigWriter.vae(config));
    weights(opened.vae(), vae.resolve("diffusion_pytorch_model.safetensors"));
    copy(tokenizer, folder.resolve("tokenizer"));
    json(folder.resolve("model_index.json"), ConfigWriter.index(opened.family().inpainting()));
    checkCancelled();
    listener.progress(total, total);
  }

  private static void json(Path file, JsonObject json) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, ConfigWriter.text(json));
  }

  private static long bytes(Weights weights) {
    return weights.names().stream().mapToLong(name -> bytes(weights, name)).sum();
  }

  private static long bytes(Weights weights, String name) {
    return weights.shape(name).elements() * weights.type(name).bytes();
  }

  private void weights(Weights weights, Path file) throws IOException {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    for (String name : weights.names()) {
      entries.add(
          new SafetensorsWriter.Entry(
              name, weights.type(name), weights.shape(name), () -> next(weights, name)));
    }
    SafetensorsWriter.write(file, entries, REMARKS);
  }

  /** Asked for in the order in which tensors are written: the one before is on disk. */
  private StoredTensor next(Weights weights, String name) throws IOException {
    checkCancelled();
    listener.progress(written, total);
    written += bytes(weights, name);
    return weights.read(name);
  }

  private void checkCancelled() throws ConversionCancelledException {
    if (listener.cancelled()) {
      throw new ConversionCancelledException("the conversion was cancelled");
    }
  }

  private static void copy(Path tokenizer, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(tokenizer)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
