package org.latentj.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.latentj.request.Acceleration;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

/**
 * What to measure.
 *
 * @param model a checkpoint, or null for the networks of Stable Diffusion 1 with random weights
 * @param device as {@link org.latentj.runtime.ComputeDevice#choose} takes it
 * @param precision of the networks
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param batch pictures at a time
 * @param steps timed repetitions of everything
 * @param warmUp repetitions before those
 * @param decode whether the VAE is measured
 * @param memory the memory mode
 * @param acceleration of the sampling steps
 * @param compare whether to measure what each optimization is worth instead
 * @param writeCheckpoint where to write random weights instead of measuring, or null
 */
record BenchmarkOptions(
    Path model,
    String device,
    Precision precision,
    int width,
    int height,
    int batch,
    int steps,
    int warmUp,
    boolean decode,
    MemoryMode memory,
    Acceleration acceleration,
    boolean compare,
    Path writeCheckpoint) {

  static final String USAGE =
      """
      --model PATH             a diffusers folder or single-file checkpoint
      --random                 Stable Diffusion v1 at full size with random weights (default)
      --device NAME            auto (default), cpu, cuda or cuda:N
      --precision NAME         auto (default), fp32, fp16 or bf16
      --width N, --height N    size of the pictures, default 512
      --batch N                pictures at a time, default 1
      --steps N                timed repetitions, default 3
      --warmup N               repetitions before those, default 1
      --memory NAME            auto, normal (default), low or lowest
      --deep-cache N           compute one of N sampling steps whole, default 1: all
      --deep-cache-depth N     up layers of the others, default 1
      --token-merging R        merge that share of tokens, 0 to 0.75, default 0
      --compare                measure the networks with and without each optimization
      --no-decode              leave the VAE out (--decode is the default)
      --write-checkpoint FILE  write random weights to a single file (.safetensors) and stop
      --help                   print this list and stop
      """;

  private static final Set<String> FLAGS =
      Set.of("--random", "--decode", "--no-decode", "--compare");
  private static final Set<String> VALUED =
      Set.of(
          "--model",
          "--device",
          "--precision",
          "--width",
          "--height",
          "--batch",
          "--steps",
          "--warmup",
          "--memory",
          "--deep-cache",
          "--deep-cache-depth",
          "--token-merging",
          "--write-checkpoint");
  private static final int EDGE = 8;

  /**
   * Reads the command line. Of an option that is given twice, the last counts.
   *
   * @throws IllegalArgumentException if an option is unknown or its value cannot be used
   */
  static BenchmarkOptions parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      if (VALUED.contains(option) && rest.hasNext()) {
        given.put(option, rest.next());
      } else if (FLAGS.contains(option)) {
        given.put(option, "");
      } else {
        String problem = VALUED.contains(option) ? " needs a value" : " is no option";
        throw new IllegalArgumentException(option + problem + "; options:\n" + USAGE);
      }
    }
    return new BenchmarkOptions(
        given.containsKey("--model") ? Path.of(given.get("--model")) : null,
        given.getOrDefault("--device", "auto"),
        Precision.ofName(given.getOrDefault("--precision", "auto")),
        edge(given, "--width"),
        edge(given, "--height"),
        number(given, "--batch", 1, 1),
        number(given, "--steps", 3, 1),
        number(given, "--warmup", 1, 0),
        !given.containsKey("--no-decode"),
        MemoryMode.ofName(given.getOrDefault("--memory", "normal")),
        acceleration(given),
        given.containsKey("--compare"),
        given.containsKey("--write-checkpoint") ? Path.of(given.get("--write-checkpoint")) : null);
  }

  private static Acceleration acceleration(Map<String, String> given) {
    return Acceleration.NONE
        .withDeepCacheInterval(number(given, "--deep-cache", 1, 1))
        .withDeepCacheDepth(number(given, "--deep-cache-depth", 1, 1))
        .withTokenMerging(share(given, "--token-merging"));
  }

  private static double share(Map<String, String> given, String option) {
    String text = given.getOrDefault(option, "0");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number for %s but got '%s'".formatted(option, text), e);
    }
  }

  private static int number(Map<String, String> given, String option, int otherwise, int least) {
    String text = given.getOrDefault(option, String.valueOf(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, as numbers out of range are.
    }
    throw new IllegalArgumentException(
        "expected a whole number of %d or more for %s but got '%s'".formatted(least, option, text));
  }

  private static int edge(Map<String, String> given, String option) {
    int edge = number(given, option, 512, EDGE);
    if (edge % EDGE != 0) {
      throw new IllegalArgumentException(
          "expected a multiple of %d for %s but got %d".formatted(EDGE, option, edge));
    }
    return edge;
  }
}
