package org.latentj.maven.generate;

import org.latentj.label.Labels;

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
    return Labels.find(values(), policy -> policy.parameter, "sd.whenUnavailable: expected", name);
  }
}
