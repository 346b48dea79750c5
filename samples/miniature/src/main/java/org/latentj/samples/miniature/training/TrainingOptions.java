package org.latentj.samples.miniature.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final int AUTOENCODER_STEPS = 5_500;
  private static final int STEPS = 11_500;
  private static final int DECODER_STEPS = 2_500;

  private static final Set<String> NAMES =
      Set.of(
          "--folder",
          "--seed",
          "--device",
          "--precision",
          "--autoencoder-steps",
          "--steps",
          "--decoder-steps");

  /**
   * Reads a command line. Of an option that is given twice, the last counts.
   *
   * @throws IllegalArgumentException if an option is unknown or its value is not allowed
   */
  static TrainingOptions parse(List<String> arguments) {
    Map<String, String> given = given(arguments);
    return new TrainingOptions(
        Path.of(given.getOrDefault("--folder", Path.of("target", "miniature").toString())),
        number(given, "--seed", 1),
        given.getOrDefault("--device", "auto"),
        Precision.ofName(given.getOrDefault("--precision", "bf16")),
        count(given, "--autoencoder-steps", AUTOENCODER_STEPS),
        count(given, "--steps", STEPS),
        count(given, "--decoder-steps", DECODER_STEPS));
  }

  private static Map<String, String> given(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option %s needs a value%n%s".formatted(name, usage()));
      }
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown option %s%n%s".formatted(name, usage()));
      }
      given.put(name, rest.next());
    }
    return given;
  }

  private static long number(Map<String, String> given, String name, long otherwise) {
    String value = given.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a whole number for %s but got %s".formatted(name, value), e);
    }
  }

  private static int count(Map<String, String> given, String name, int otherwise) {
    int count = Math.toIntExact(number(given, name, otherwise));
    if (count < 1) {
      throw new IllegalArgumentException(
          "expected 1 or more for %s but got %s".formatted(name, given.get(name)));
    }
    return count;
  }

  static String usage() {
    return USAGE.formatted(AUTOENCODER_STEPS, STEPS, DECODER_STEPS);
  }
}
