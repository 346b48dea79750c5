package org.latentj.maven.natives;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An NVIDIA GPU as its driver describes it.
 *
 * @param name for example {@code NVIDIA GeForce RTX 3060}
 * @param driver its version, for example {@code 550.54.14}
 * @param capability the compute capability times ten, 86 for 8.6; empty where an old driver does
 *     not tell
 */
record Gpu(String name, String driver, Optional<Integer> capability) {
  private static final Pattern LINE =
      Pattern.compile("(.+?), (\\d+(?:\\.\\d+)*)(?:, (\\d+)\\.(\\d))?");

  /** Reads a line of {@code nvidia-smi --query-gpu=name,driver_version[,compute_cap]}. */
  static Optional<Gpu> parse(String line) {
    Matcher matcher = LINE.matcher(line.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Integer> capability =
        matcher.group(3) == null
            ? Optional.empty()
            : Optional.of(
                10 * Integer.parseInt(matcher.group(3)) + Integer.parseInt(matcher.group(4)));
    return Optional.of(new Gpu(matcher.group(1), matcher.group(2), capability));
  }

  /** Why libtorch's CUDA build cannot use it; empty if it can. */
  Optional<String> obstacle(boolean windows) {
    String needed = windows ? Libtorch.DRIVER_WINDOWS : Libtorch.DRIVER_LINUX;
    String who = "%s for CUDA %s".formatted(Libtorch.label(), Libtorch.CUDA);
    if (major(driver) < major(needed)) {
      return Optional.of(
          "its driver %s is older than %s, which %s needs".formatted(driver, needed, who));
    }
    return capability
        .filter(have -> have < Libtorch.CAPABILITY)
        .map(
            have ->
                "its compute capability %s is below %s, which %s needs"
                    .formatted(dotted(have), dotted(Libtorch.CAPABILITY), who));
  }

  private static int major(String version) {
    return Integer.parseInt(version.split("\\.")[0]);
  }

  private static String dotted(int capability) {
    return capability / 10 + "." + capability % 10;
  }
}
