package org.latentj.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the program does; all but the first are asked for by an option. */
enum Task {
  /** Measures the parts of a picture. */
  PARTS(""),
  /** Measures what each optimization is worth. */
  COMPARE("--compare"),
  /** Compares results with a reference in float64. */
  AGREE("--agree"),
  /** Measures sampling at several batch sizes. */
  BATCHES("--batches"),
  /** Measures memory in the highest and the lowest mode. */
  MEMORY_PEAK("--memory-peak"),
  /** Does all of these and writes a report. */
  REPORT("--report"),
  /** Writes random weights. */
  WRITE_CHECKPOINT("--write-checkpoint");

  private final String option;

  Task(String option) {
    this.option = option;
  }

  /** What asks for it; empty for the default. */
  String option() {
    return option;
  }

  /** Whether its option names a file that it writes. */
  boolean writes() {
    return this == REPORT || this == WRITE_CHECKPOINT;
  }

  /**
   * The task that options ask for. The report makes all measurements, and so goes with {@code
   * --batches}, which says at which sizes.
   *
   * @throws IllegalArgumentException if they ask for several
   */
  static Task of(Set<String> options) {
    List<Task> asked =
        Arrays.stream(values())
            .filter(task -> options.contains(task.option))
            .filter(task -> task != BATCHES || !options.contains(REPORT.option))
            .toList();
    if (asked.size() > 1) {
      String names = asked.stream().map(Task::option).collect(Collectors.joining(" and "));
      throw new IllegalArgumentException(
          "expected one of %s but got %s; --report makes all measurements"
              .formatted(Arrays.stream(values()).skip(1).map(Task::option).toList(), names));
    }
    return asked.isEmpty() ? PARTS : asked.get(0);
  }
}
