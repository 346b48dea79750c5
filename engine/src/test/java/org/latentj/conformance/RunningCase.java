package org.latentj.conformance;

import java.io.IOException;
import java.util.List;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;

/** Runs a whole pack on the CPU in float32. */
final class RunningCase {
  private RunningCase() {}

  static List<CaseResult> all(Pack pack) throws IOException {
    ComputeDevice cpu = ComputeDevice.choose("cpu");
    try (ConformanceRun run = new ConformanceRun(pack, cpu, Precision.F32, "")) {
      List<CaseResult> results = new java.util.ArrayList<>();
      run.run(results::add);
      return results;
    }
  }

  /** The result of the only case of a pack, as text. */
  static String line(TestPack pack) throws IOException {
    List<CaseResult> results = all(pack.open());
    if (results.size() != 1) {
      throw new IllegalStateException("expected one case but got " + results);
    }
    return results.get(0).line(1);
  }
}
