package org.latentj.samples.miniature.evaluation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Options of a command line, some of which need no value. */
final class Arguments {
  private final Map<String, String> given = new HashMap<>();
  private final String usage;

  /**
   * Reads a command line. Of an option that is given twice, the last counts.
   *
   * @param usage a line for each option, which begins with its name
   * @throws IllegalArgumentException if an option is unknown
   */
  Arguments(String usage, String... arguments) {
    this.usage = usage;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (!option.startsWith("--") || usage.lines().noneMatch(line -> names(line, option))) {
        throw new IllegalArgumentException(option + " is no option; options:\n" + usage);
      }
      boolean valued = i + 1 < arguments.length && !arguments[i + 1].startsWith("--");
      given.put(option, valued ? arguments[++i] : "");
    }
  }

  private static boolean names(String line, String option) {
    return line.startsWith(option + " ");
  }

  /** Whether it is given, with or without a value. */
  boolean has(String option) {
    return given.containsKey(option);
  }

  /**
   * The value; empty if the option is not given.
   *
   * @throws IllegalArgumentException if it is given without a value
   */
  Optional<String> text(String option) {
    String value = given.get(option);
    if (value != null && value.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value; options:\n" + usage);
    }
    return Optional.ofNullable(value);
  }

  /** The value as a path; empty if the option is not given. */
  Optional<Path> path(String option) {
    return text(option).map(Path::of);
  }

  /**
   * A whole number.
   *
   * @param otherwise if the option is not given
   * @param least that is allowed
   */
  int number(String option, int otherwise, int least) {
    try {
      int number = text(option).map(Integer::parseInt).orElse(otherwise);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, as numbers out of range are.
    }
    throw new IllegalArgumentException(
        "expected a whole number of %d or more for %s but got '%s'"
            .formatted(least, option, given.get(option)));
  }

  /**
   * A whole number that is 0 if the option is not given at all.
   *
   * @param bare if the option is given without a value
   */
  int optionalNumber(String option, int bare) {
    if (!has(option)) {
      return 0;
    }
    return given.get(option).isEmpty() ? bare : number(option, bare, 1);
  }

  /** A number; empty if the option is not given. */
  Optional<Double> real(String option) {
    try {
      return text(option).map(Double::parseDouble);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number for %s but got '%s'".formatted(option, given.get(option)), e);
    }
  }
}
