package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares sigma tables with those of diffusers. */
final class SigmaTables {
  private SigmaTables() {}

  static SigmaTable of(DiffusersScheduler scheduler, SamplerConfig config) {
    NoiseSchedule schedule = scheduler.schedule();
    String ofModel = schedule.config().timestepSpacing();
    TimestepSpacing spacing =
        ofModel == null ? scheduler.kind().defaultSpacing() : TimestepSpacing.ofName(ofModel);
    return scheduler.kind().family() == SamplerKind.Family.SIGMAS
        ? SigmaTable.ofSigmaSampler(scheduler.kind(), schedule, config, spacing)
        : SigmaTable.ofSolver(scheduler.kind(), schedule, config, spacing);
  }

  /** diffusers repeats the sigmas between the ends for samplers with two evaluations a step. */
  static void assertSame(SigmaTable actual, float[] expected, int order) {
    for (int i = 0; i <= actual.steps(); i++) {
      float wanted = expected[i == 0 ? 0 : order * (i - 1) + 1];
      assertThat(actual.sigmas()[i])
          .as("sigma %d", i)
          .isCloseTo(wanted, within(1e-6f * Math.max(wanted, 1)));
    }
    assertThat(expected[expected.length - 1])
        .isCloseTo(actual.sigmas()[actual.steps()], within(1e-6f));
  }
}
