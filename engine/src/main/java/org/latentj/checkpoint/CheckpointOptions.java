package org.latentj.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.model.PredictionType;

/**
 * What to take from a checkpoint where there is a choice, and what it does not say itself.
 *
 * @param configFolder a folder with any of {@code unet/config.json}, {@code vae/config.json},
 *     {@code text_encoder/config.json}, {@code scheduler/scheduler_config.json} and {@code
 *     tokenizer/}; what is there takes precedence over the checkpoint
 * @param tokenizerFolder a folder with {@code vocab.json} and {@code merges.txt}, or {@code
 *     tokenizer.json}; takes precedence over all others
 * @param ema which of the UNet's weights to take where a checkpoint has two sets
 * @param predictionType what the model predicts; takes precedence over all configurations
 * @param variant diffusers' name of a set of weight files to prefer, for example {@code fp16} for
 *     {@code diffusion_pytorch_model.fp16.safetensors}
 * @param vae an autoencoder to take instead of the checkpoint's own: a diffusers folder or a single
 *     file
 */
public record CheckpointOptions(
    Optional<Path> configFolder,
    Optional<Path> tokenizerFolder,
    Ema ema,
    Optional<PredictionType> predictionType,
    Optional<String> variant,
    Optional<Path> vae) {

  /** With the checkpoint's own autoencoder. */
  public CheckpointOptions(
      Optional<Path> configFolder,
      Optional<Path> tokenizerFolder,
      Ema ema,
      Optional<PredictionType> predictionType,
      Optional<String> variant) {
    this(configFolder, tokenizerFolder, ema, predictionType, variant, Optional.empty());
  }

  /** Which weights to take if there are two sets. */
  public enum Ema {
    /** The exponential moving average over the training: better pictures. */
    EMA,
    /** The last ones, for further training. */
    NON_EMA
  }

  /** Nothing overridden, averaged weights, the plain variant. */
  public static CheckpointOptions defaults() {
    return new CheckpointOptions(
        Optional.empty(), Optional.empty(), Ema.EMA, Optional.empty(), Optional.empty());
  }

  /** The same with configurations from {@code folder}. */
  public CheckpointOptions withConfigFolder(Path folder) {
    return new CheckpointOptions(
        Optional.of(folder), tokenizerFolder, ema, predictionType, variant, vae);
  }

  /** The same with the tokenizer in {@code folder}. */
  public CheckpointOptions withTokenizerFolder(Path folder) {
    return new CheckpointOptions(
        configFolder, Optional.of(folder), ema, predictionType, variant, vae);
  }

  /** The same with that set of weights. */
  public CheckpointOptions withEma(Ema choice) {
    return new CheckpointOptions(
        configFolder, tokenizerFolder, choice, predictionType, variant, vae);
  }

  /** The same with that prediction type. */
  public CheckpointOptions withPredictionType(PredictionType type) {
    return new CheckpointOptions(
        configFolder, tokenizerFolder, ema, Optional.of(type), variant, vae);
  }

  /** The same with that variant of weight files preferred. */
  public CheckpointOptions withVariant(String preferred) {
    return new CheckpointOptions(
        configFolder, tokenizerFolder, ema, predictionType, Optional.of(preferred), vae);
  }

  /** The same with that autoencoder. */
  public CheckpointOptions withVae(Path fileOrFolder) {
    return new CheckpointOptions(
        configFolder, tokenizerFolder, ema, predictionType, variant, Optional.of(fileOrFolder));
  }
}
