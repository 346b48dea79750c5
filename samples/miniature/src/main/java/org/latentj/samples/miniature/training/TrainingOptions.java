package org.latentj.samples.miniature.training;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.latentj.runtime.Precision;

/**
 * What {@code Train} is told.
 *
 * @param folder where states, sheets and the model go; a training found there is resumed
 * @param seed of weights and examples
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param precision what the networks compute in; weights are float32
 * @param autoencoderSteps steps of the autoencoder's training
 * @param steps steps of the denoiser's training
 * @param decoderSteps steps in which the decoder alone goes on learning
 */
record TrainingOptions(
    Path folder,
    long seed,
    String device,
    Precision precision,
    int autoencoderSteps,
    int steps,
    int decoderSteps) {

  private static final String USAGE =
      """
      Options of the training of miniature:
        --folder DIR             states, sample sheets and the model (target/miniature);
                                 a training found there is resumed
        --seed N                 of weights and pictures (1)
        --device D               auto, cpu or cuda:N (auto)
        --precision P            fp32 or bf16 (bf16)
        --autoencoder-steps N    (%d)
        --steps N                of text encoder and UNet (%d)
        --decoder-steps N        of the decoder alone, at the end (%d)
      """;

  private static final TrainingOptions DEFAULTS =
      new TrainingOptions(
          Path.of("target", "miniature"), 1, "auto", Precision.BF16, 5500, 14500, 2500);

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if an option is unknown or its value is not allowed
   */
  static TrainingOptions parse(List<String> arguments) {
    TrainingOptions options = DEFAULTS;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option %s needs a value%n%s".formatted(name, usage()));
      }
      options = options.with(name, rest.next());
    }
    return options;
  }

  private TrainingOptions with(String name, String value) {
    return switch (name) {
      case "--folder" -> withFolder(Path.of(value));
      case "--seed" ->
          new TrainingOptions(
              folder,
              number(name, value),
              device,
              precision,
              autoencoderSteps,
              steps,
              decoderSteps);
      case "--device" ->
          new TrainingOptions(
              folder, seed, value, precision, autoencoderSteps, steps, decoderSteps);
      case "--precision" ->
          new TrainingOptions(
              folder, seed, device, Precision.ofName(value), autoencoderSteps, steps, decoderSteps);
      case "--autoencoder-steps" -> withSteps(count(name, value), steps, decoderSteps);
      case "--steps" -> withSteps(autoencoderSteps, count(name, value), decoderSteps);
      case "--decoder-steps" -> withSteps(autoencoderSteps, steps, count(name, value));
      default ->
          throw new IllegalArgumentException("unknown option %s%n%s".formatted(name, usage()));
    };
  }

  private TrainingOptions withFolder(Path other) {
    return new TrainingOptions(
        other, seed, device, precision, autoencoderSteps, steps, decoderSteps);
  }

  private TrainingOptions withSteps(int autoencoder, int denoiser, int decoder) {
    return new TrainingOptions(folder, seed, device, precision, autoencoder, denoiser, decoder);
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a whole number for %s but got %s".formatted(name, value), e);
    }
  }

  private static int count(String name, String value) {
    int count = Math.toIntExact(number(name, value));
    if (count < 1) {
      throw new IllegalArgumentException(
          "expected 1 or more for %s but got %s".formatted(name, value));
    }
    return count;
  }

  static String usage() {
    return USAGE.formatted(DEFAULTS.autoencoderSteps, DEFAULTS.steps, DEFAULTS.decoderSteps);
  }
}
