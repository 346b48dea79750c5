package org.latentj.sampler;

import java.util.ArrayList;
import java.util.List;
import org.latentj.model.PredictionType;

/**
 * A sampler that steps through half log-SNR, lambda = log(alpha / sigma), on samples as the model
 * sees them. Remembers the last predictions of the clean sample or the noise.
 */
abstract class SolverSampler extends OrderedSampler {
  /** Below this many steps the last ones are of lower order (Lu et al. 2022b, appendix). */
  private static final int FEW_STEPS = 15;

  private final SigmaTable table;
  private final PredictionType type;
  private final int solverOrder;
  private final List<Latents> predictions = new ArrayList<>();

  SolverSampler(SigmaTable table, NoiseSchedule schedule, int firstCall, int solverOrder) {
    super(table.steps(), 1, firstCall);
    this.table = table;
    this.type = schedule.predictionType();
    this.solverOrder = solverOrder;
  }

  final int solverOrder() {
    return solverOrder;
  }

  final boolean fewSteps() {
    return calls() < FEW_STEPS;
  }

  /** Ratio of noise to signal before step {@code index}. */
  final double sigma(int index) {
    return table.sigma(index);
  }

  /** The signal's factor there. */
  final double alpha(int index) {
    return Prediction.alpha(sigma(index));
  }

  /** The noise's factor there; alpha^2 + deviation^2 = 1. */
  final double deviation(int index) {
    return sigma(index) * alpha(index);
  }

  /** Half log-SNR there; infinite at sigma 0. */
  final double lambda(int index) {
    return -Math.log(sigma(index));
  }

  final Latents cleanSample(Latents output, int call, Latents sample) {
    return Prediction.ofCleanSample(type, alpha(call), deviation(call)).apply(sample, output);
  }

  final Latents noiseIn(Latents output, int call, Latents sample) {
    return Prediction.ofNoise(type, alpha(call), deviation(call)).apply(sample, output);
  }

  /** Puts a prediction in front of the remembered ones. */
  final void remember(Latents prediction) {
    predictions.add(0, prediction);
    if (predictions.size() > solverOrder) {
      predictions.remove(solverOrder);
    }
  }

  /** The remembered predictions, newest first, at most as many as the solver's order. */
  final List<Latents> predictions() {
    return predictions;
  }

  @Override
  public final double timestep(int call) {
    return table.timesteps()[checked(call)];
  }

  @Override
  public final Latents addNoise(Latents clean, Latents noise, int call) {
    int index = checked(call);
    return clean.combine(alpha(index), deviation(index), noise);
  }
}
