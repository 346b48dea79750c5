package org.latentj.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;

/**
 * Runs the cases of a pack one after another. A case that breaks is a failed case; the run goes on.
 * Close it to free the model that it holds.
 */
public final class ConformanceRun implements AutoCloseable {
  private final Models models;
  private final List<Check> checks = new ArrayList<>();

  /**
   * Plans the run.
   *
   * @param device where networks run; limits are meant for float32, on any device
   * @param only runs the cases whose id contains this; empty for all
   * @throws IOException if the pack's folders cannot be listed
   */
  public ConformanceRun(Pack pack, ComputeDevice device, Precision precision, String only)
      throws IOException {
    models = new Models(device, precision);
    List<Check> all = new ArrayList<>(pack.unreadable());
    for (CaseEntry entry : pack.entries()) {
      all.addAll(CaseKinds.checks(new CaseRun(entry, pack, models, null)));
    }
    all.addAll(TableChecks.of(pack));
    all.addAll(CheckpointChecks.of(pack, models));
    all.stream().filter(check -> check.id().contains(only)).forEach(checks::add);
  }

  /** The ids of the planned cases, in order. */
  public List<String> ids() {
    return checks.stream().map(Check::id).toList();
  }

  /** Runs case {@code index} of {@link #ids()}. */
  public CaseResult run(int index) {
    return checks.get(index).result();
  }

  /**
   * Runs all cases.
   *
   * @param listener hears of each as soon as it is done
   */
  public Summary run(Consumer<CaseResult> listener) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Check check : checks) {
      CaseResult result = check.result();
      counts.merge(result.verdict(), 1, Integer::sum);
      listener.accept(result);
    }
    return new Summary(
        counts.getOrDefault(Verdict.PASS, 0),
        counts.getOrDefault(Verdict.FAIL, 0),
        counts.getOrDefault(Verdict.UNSUPPORTED, 0));
  }

  @Override
  public void close() {
    models.close();
  }
}
