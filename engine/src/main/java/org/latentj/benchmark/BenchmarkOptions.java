package org.latentj.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.latentj.request.Acceleration;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

/**
 * What to measure.
 *
 * @param task what is done
 * @param model a checkpoint, or null for the networks of Stable Diffusion 1 with random weights
 * @param device as {@link org.latentj.runtime.ComputeDevice#choose} takes it
 * @param precisions of the networks; agreement is checked in all of them, times are taken in the
 *     first
 * @param workload sizes, repetitions and accelerations
 * @param memory the memory mode
 * @param batches pictures at a time, for the task that takes several
 * @param file where to write what the task writes; null if it writes nothing
 */
record BenchmarkOptions(
    Task task,
    Path model,
    String device,
    List<Precision> precisions,
    Workload workload,
    MemoryMode memory,
    List<Integer> batches,
    Path file) {

  static final String USAGE =
      """
      --model PATH             a diffusers folder or single-file checkpoint
      --random                 Stable Diffusion v1 at full size with random weights (default)
      --device NAME            auto (default), cpu, cuda or cuda:N
      --precision NAME,...     auto (default), fp32, fp16 or bf16; of several, --agree takes all and
                               everything else the first
      --width N, --height N    size of the pictures, default 512
      --batch N                pictures at a time, default 1
      --steps N                timed repetitions, default 3
      --warmup N               repetitions before those, default 1
      --memory NAME            auto, normal (default), low or lowest
      --deep-cache N           compute one of N sampling steps whole, default 1: all
      --deep-cache-depth N     up layers of the others, default 1
      --token-merging R        merge that share of tokens, 0 to 0.75, default 0
      --no-decode              leave the VAE out (--decode is the default)
      --help                   print this list and stop
      Instead of measuring the parts of a picture, one of these:
      --agree                  compare results with float64 and float32 on the CPU; exit with 1 if they differ
      --batches N,...          iterations a second and memory at each batch size
      --memory-peak            memory of a picture in the highest and the lowest memory mode
      --compare                measure the networks with and without each optimization
      --report FILE            all of these, written to a new Markdown file (batches 1,4,16 unless given)
      --write-checkpoint FILE  write random weights to a single file (.safetensors) and stop
      """;

  private static final Set<String> FLAGS =
      Set.of("--random", "--decode", "--no-decode", "--compare", "--agree", "--memory-peak");
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
          "--batches",
          "--report",
          "--deep-cache",
          "--deep-cache-depth",
          "--token-merging",
          "--write-checkpoint");
  private static final String BATCHES = "1,4,16";
  private static final int EDGE = 8;

  /** Copies the lists. */
  BenchmarkOptions {
    precisions = List.copyOf(precisions);
    batches = List.copyOf(batches);
  }

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
    Task task = Task.of(given.keySet());
    return new BenchmarkOptions(
        task,
        given.containsKey("--model") ? Path.of(given.get("--model")) : null,
        given.getOrDefault("--device", "auto"),
        parts(given.getOrDefault("--precision", "auto")).map(Precision::ofName).toList(),
        workload(given),
        MemoryMode.ofName(given.getOrDefault("--memory", "normal")),
        parts(given.getOrDefault("--batches", BATCHES))
            .map(part -> number("--batches", part, 1))
            .toList(),
        task.writes() ? Path.of(given.get(task.option())) : null);
  }

  private static Workload workload(Map<String, String> given) {
    return new Workload(
        edge(given, "--width"),
        edge(given, "--height"),
        number(given, "--batch", 1, 1),
        number(given, "--steps", 3, 1),
        number(given, "--warmup", 1, 0),
        !given.containsKey("--no-decode"),
        acceleration(given));
  }

  private static Stream<String> parts(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip);
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
    return number(option, given.getOrDefault(option, String.valueOf(otherwise)), least);
  }

  private static int number(String option, String text, int least) {
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

  /** The precision that times are taken in. */
  Precision precision() {
    return precisions.get(0);
  }
}
