package org.latentj;

import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.runtime.Precision;

/**
 * How a model is loaded.
 *
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param precision the type that the networks compute in
 * @param checkpoint how a checkpoint is read: tokenizer and configuration folders, EMA weights
 */
public record LoadOptions(String device, Precision precision, CheckpointOptions checkpoint) {

  /** The best device that is there, in its usual precision. */
  public static LoadOptions defaults() {
    return new LoadOptions("auto", Precision.AUTO, CheckpointOptions.defaults());
  }

  /** The same on another device. */
  public LoadOptions withDevice(String newDevice) {
    return new LoadOptions(newDevice, precision, checkpoint);
  }

  /** The same in another precision. */
  public LoadOptions withPrecision(Precision newPrecision) {
    return new LoadOptions(device, newPrecision, checkpoint);
  }

  /** The same with another way to read the checkpoint. */
  public LoadOptions withCheckpoint(CheckpointOptions newCheckpoint) {
    return new LoadOptions(device, precision, newCheckpoint);
  }
}
