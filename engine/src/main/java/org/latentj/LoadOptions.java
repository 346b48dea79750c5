package org.latentj;

import java.nio.file.Path;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.extend.Extensions;
import org.latentj.extend.lora.LoraReference;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

/**
 * How a model is loaded.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda:N} or {@code mps}
 * @param precision the type that the networks compute in
 * @param checkpoint how a checkpoint is read: tokenizer and configuration folders, EMA weights
 * @param memory how much memory is given for speed
 * @param safetyChecker whether pictures pass the model's safety checker, if it comes with one;
 *     where it is switched off, every picture's parameters say so
 * @param extensions LoRAs and textual inversions
 */
public record LoadOptions(
    String device,
    Precision precision,
    CheckpointOptions checkpoint,
    MemoryMode memory,
    boolean safetyChecker,
    Extensions extensions) {

  /**
   * The best device that is there, in its usual precision, with as much memory for speed as is
   * free; with the safety checker, without extensions.
   */
  public static LoadOptions defaults() {
    return new LoadOptions(
        "auto",
        Precision.AUTO,
        CheckpointOptions.defaults(),
        MemoryMode.AUTO,
        true,
        Extensions.NONE);
  }

  /** The same on another device. */
  public LoadOptions withDevice(String newDevice) {
    return new LoadOptions(newDevice, precision, checkpoint, memory, safetyChecker, extensions);
  }

  /** The same in another precision. */
  public LoadOptions withPrecision(Precision newPrecision) {
    return new LoadOptions(device, newPrecision, checkpoint, memory, safetyChecker, extensions);
  }

  /** The same with another way to read the checkpoint. */
  public LoadOptions withCheckpoint(CheckpointOptions newCheckpoint) {
    return new LoadOptions(device, precision, newCheckpoint, memory, safetyChecker, extensions);
  }

  /** The same in another memory mode. */
  public LoadOptions withMemory(MemoryMode newMemory) {
    return new LoadOptions(device, precision, checkpoint, newMemory, safetyChecker, extensions);
  }

  /**
   * The same with the model's safety checker on, as it is by default, or off. Its model card asks
   * for it: switch it off only where pictures reach nobody who has not chosen to see them.
   */
  public LoadOptions withSafetyChecker(boolean on) {
    return new LoadOptions(device, precision, checkpoint, memory, on, extensions);
  }

  /** The same with another autoencoder than the checkpoint's: a diffusers folder or a file. */
  public LoadOptions withVae(Path fileOrFolder) {
    return withCheckpoint(checkpoint.withVae(fileOrFolder));
  }

  /** The same with other extensions. */
  public LoadOptions withExtensions(Extensions newExtensions) {
    return new LoadOptions(device, precision, checkpoint, memory, safetyChecker, newExtensions);
  }

  /** The same with one more LoRA merged into the weights. */
  public LoadOptions withLora(LoraReference lora) {
    return withExtensions(extensions.withLora(lora));
  }

  /** The same with the LoRAs that prompts ask for in {@code folder}. */
  public LoadOptions withLoraFolder(Path folder) {
    return withExtensions(extensions.withLoraFolder(folder));
  }

  /** The same with one more file or folder of textual inversions. */
  public LoadOptions withEmbeddings(Path fileOrFolder) {
    return withExtensions(extensions.withEmbeddings(fileOrFolder));
  }
}
