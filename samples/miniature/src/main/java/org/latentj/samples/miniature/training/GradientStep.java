package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Torch;

/**
 * One optimizer step on a batch. On the CPU every core works on a share of the batch with operators
 * of one thread, which is far faster for small networks than all cores waiting for each other in
 * every operator; gradients add up in the shared weights.
 */
final class GradientStep implements AutoCloseable {

  /** A network's error. */
  @FunctionalInterface
  interface Loss {
    /**
     * The mean loss of a share of the batch.
     *
     * @param arena owns everything on the way
     * @param from first item of the share
     * @param to one more than its last
     * @return a scalar that depends on the weights
     */
    PtNDArray of(Arena arena, int from, int to);
  }

  /**
   * What a step found.
   *
   * @param loss the batch's mean loss before the step
   * @param gradientNorm of all gradients together, before clipping
   */
  record Result(double loss, double gradientNorm) {}

  private final ComputeDevice device;
  private final ExecutorService workers;
  private final int shares;
  private final Optimizer optimizer;

  GradientStep(ComputeDevice device) {
    this.device = device;
    shares = device.isGpu() ? 1 : Runtime.getRuntime().availableProcessors();
    workers =
        Executors.newFixedThreadPool(
            shares,
            task -> {
              Thread thread = new Thread(task, "gradients");
              thread.setDaemon(true);
              return thread;
            });
    optimizer = new Optimizer(device, workers, shares);
  }

  /**
   * Learns from a batch.
   *
   * @param batch items in the batch
   * @param networks all that the loss depends on
   * @param step the number of this step, from 1
   * @param rate the learning rate
   * @param averaging the share of the old average of the weights that is kept
   */
  Result learn(
      int batch,
      Loss loss,
      List<TrainableWeights> networks,
      int step,
      double rate,
      double averaging) {
    List<Callable<Double>> tasks = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int from = batch * i / shares;
      int to = batch * (i + 1) / shares;
      if (to > from) {
        tasks.add(() -> backward(loss, from, to, batch));
      }
    }
    double mean = 0;
    for (double share : all(workers, tasks)) {
      mean += share;
    }
    return new Result(mean, optimizer.step(networks, step, rate, averaging));
  }

  /**
   * Runs tasks at once.
   *
   * @return their results, in order
   * @throws IllegalStateException if one failed, or while waiting was interrupted
   */
  static <T> List<T> all(ExecutorService workers, List<Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> task : workers.invokeAll(tasks)) {
        results.add(task.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while learning", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a share of the work failed", e.getCause());
    }
    return results;
  }

  private double backward(Loss loss, int from, int to, int batch) {
    if (shares > 1) {
      Torch.setThreads(1);
    }
    // The mode is the thread's. DJL's own gradient collector allows one thread only.
    JniUtils.setGradMode(true);
    try (Arena arena = Arena.on(device)) {
      PtNDArray mean = loss.of(arena, from, to);
      double share = (double) (to - from) / batch;
      PtNDArray weight = (PtNDArray) arena.manager().create((float) share);
      JniUtils.backward(mean, weight, false, false);
      return share * mean.getFloat();
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    optimizer.close();
  }
}
