package org.latentj.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/** Compares a network's weights with what the network expects, before anything is loaded. */
public final class WeightCheck {
  /**
   * Buffers that some versions of diffusers and transformers store but no network reads: position
   * numbers, which are computed.
   */
  public static final Set<String> KNOWN_BUFFERS =
      Set.of("text_model.embeddings.position_ids", "embeddings.position_ids");

  private static final int SHOWN = 10;

  private WeightCheck() {}

  /**
   * Requires exactly the expected tensors; {@link #KNOWN_BUFFERS} may be there besides.
   *
   * @param weights what a checkpoint has
   * @param expected what the network reads
   * @param networkName for the message, for example {@code UNet}
   * @throws CheckpointException if tensors are missing, unexpected, of another shape or not of a
   *     floating-point type; one message tells all counts and the first ten of each kind
   */
  public static void require(Weights weights, List<TensorSpec> expected, String networkName) {
    require(weights, expected, networkName, KNOWN_BUFFERS);
  }

  /**
   * Requires exactly the expected tensors.
   *
   * @param ignorable names that may be there besides
   */
  public static void require(
      Weights weights, List<TensorSpec> expected, String networkName, Set<String> ignorable) {
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    List<String> mistyped = new ArrayList<>();
    Set<String> unexpected = new TreeSet<>(weights.names());
    unexpected.removeAll(ignorable);
    for (TensorSpec spec : expected) {
      String name = spec.name();
      unexpected.remove(name);
      if (!weights.names().contains(name)) {
        missing.add("%s %s".formatted(name, spec.shape()));
        continue;
      }
      Shape shape = weights.shape(name);
      if (!shape.equals(spec.shape())) {
        misshapen.add(
            "%s expected %s but got %s (%s)"
                .formatted(name, spec.shape(), shape, weights.origin(name)));
      } else if (!weights.type(name).isFloating()) {
        mistyped.add("%s is %s".formatted(name, weights.type(name)));
      }
    }
    List<String> problems = new ArrayList<>();
    report(problems, "missing", missing);
    report(problems, "of another shape", misshapen);
    report(problems, "not floating-point", mistyped);
    report(problems, "unexpected", List.copyOf(unexpected));
    if (!problems.isEmpty()) {
      throw new CheckpointException(
          "the checkpoint's weights do not fit the %s of %d tensors:\n%s"
              .formatted(networkName, expected.size(), String.join("\n", problems)));
    }
  }

  private static void report(List<String> problems, String what, List<String> tensors) {
    if (!tensors.isEmpty()) {
      String more = tensors.size() > SHOWN ? ", and " + (tensors.size() - SHOWN) + " more" : "";
      problems.add(
          "%d tensors %s: %s%s"
              .formatted(
                  tensors.size(),
                  what,
                  String.join("; ", tensors.subList(0, Math.min(SHOWN, tensors.size()))),
                  more));
    }
  }
}
