package org.latentj.conformance;

import java.util.List;
import java.util.Map;

/** The kinds of cases that can be run, by their names in an index. */
final class CaseKinds {
  private static final Map<String, CaseKind> BY_NAME =
      Map.of(
          "text_encoder", new TextEncoderCases(),
          "unet", new UNetCases(),
          "vae_encode", new VaeEncodeCases(),
          "vae_decode", new VaeDecodeCases(),
          "scheduler", new SchedulerCases(),
          "scheduler_add_noise", new AddNoiseCases(),
          "scheduler_constants", new ConstantsCases(),
          "pipeline", new PipelineCases(),
          "rng", new RngCases(),
          "tokenizer", new TokenizerCases());

  private CaseKinds() {}

  /** The lines that a case gives; one that says so if its kind is unknown. */
  static List<Check> checks(CaseRun run) {
    CaseKind kind = BY_NAME.get(run.entry().kind());
    if (kind == null) {
      UnsupportedCaseException reason =
          new UnsupportedCaseException("case kind '" + run.entry().kind() + "'");
      return List.of(Check.failing(run.entry().id(), reason));
    }
    return kind.checks(run);
  }
}
