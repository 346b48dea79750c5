package org.latentj;

import org.latentj.checkpoint.CheckpointOptions;
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
 */
public record LoadOptions(
    String device,
    Precision precision,
    CheckpointOptions checkpoint,
    MemoryMode memory,
    boolean safetyChecker) {

  /** With the safety checker. */
  public LoadOptions(
      String device, Precision precision, CheckpointOptions checkpoint, MemoryMode memory) {
    this(device, precision, checkpoint, memory, true);
  }

  /** With as much memory for speed as is free. */
  public LoadOptions(String device, Precision precision, CheckpointOptions checkpoint) {
    this(device, precision, checkpoint, MemoryMode.AUTO);
  }

  /** The best device that is there, in its usual precision. */
  public static LoadOptions defaults() {
    return new LoadOptions("auto", Precision.AUTO, CheckpointOptions.defaults());
  }

  /** The same on another device. */
  public LoadOptions withDevice(String newDevice) {
    return new LoadOptions(newDevice, precision, checkpoint, memory, safetyChecker);
  }

  /** The same in another precision. */
  public LoadOptions withPrecision(Precision newPrecision) {
    return new LoadOptions(device, newPrecision, checkpoint, memory, safetyChecker);
  }

  /** The same with another way to read the checkpoint. */
  public LoadOptions withCheckpoint(CheckpointOptions newCheckpoint) {
    return new LoadOptions(device, precision, newCheckpoint, memory, safetyChecker);
  }

  /** The same in another memory mode. */
  public LoadOptions withMemory(MemoryMode newMemory) {
    return new LoadOptions(device, precision, checkpoint, newMemory, safetyChecker);
  }

  /**
   * The same with the model's safety checker on, as it is by default, or off. Its model card asks
   * for it: switch it off only where pictures reach nobody who has not chosen to see them.
   */
  public LoadOptions withSafetyChecker(boolean on) {
    return new LoadOptions(device, precision, checkpoint, memory, on);
  }
}
