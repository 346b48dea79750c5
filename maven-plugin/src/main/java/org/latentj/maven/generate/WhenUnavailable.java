package org.latentj.maven.generate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What happens where a picture is needed and nothing can generate it: no model, no libtorch. */
public enum WhenUnavailable {
  /** The build fails. */
  FAIL("fail"),
  /** The picture that the lock file names is used, from its place or the cache; else it fails. */
  USE_LOCKED("useLocked"),
  /** The locked picture if there is one, else one that is marked as missing. */
  PLACEHOLDER("placeholder");

  private final String parameter;

  WhenUnavailable(String parameter) {
    this.parameter = parameter;
  }

  /**
   * The policy of that name, without regard to case.
   *
   * @throws IllegalArgumentException naming the property if there is none
   */
  public static WhenUnavailable of(String name) {
    return Arrays.stream(values())
        .filter(policy -> policy.parameter.equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sd.whenUnavailable: expected %s but got '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(policy -> policy.parameter)
                                .collect(Collectors.joining(", ")),
                            name)));
  }
}
