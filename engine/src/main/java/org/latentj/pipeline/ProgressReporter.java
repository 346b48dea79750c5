package org.latentj.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.latentj.image.LatentPreview;
import org.latentj.image.Picture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;
import org.latentj.request.Progress.Stage;
import org.latentj.tensor.FloatTensor;

/** Tells a listener how far a run is, and ends the run when the listener says so. */
final class ProgressReporter implements StepObserver {
  private final GenerationListener listener;
  private final Runnable check;
  private final long begun = System.nanoTime();
  private long samplingBegun;
  private int firstCall;
  private int calls;

  /**
   * A report.
   *
   * @param check run whenever the run can be ended; throws if nothing can come of it
   */
  ProgressReporter(GenerationListener listener, Runnable check) {
    this.listener = listener;
    this.check = check;
  }

  /** A stage that is one piece of work begins. */
  void begins(Stage stage) {
    report(stage, 0, 1, Optional.empty(), Optional.empty());
  }

  /** Such a stage has ended. */
  void ends(Stage stage) {
    report(stage, 1, 1, Optional.empty(), Optional.empty());
  }

  @Override
  public void encodingImage(boolean done) {
    if (done) {
      ends(Stage.ENCODING_IMAGE);
    } else {
      checkCancelled("before the image was encoded");
      begins(Stage.ENCODING_IMAGE);
    }
  }

  @Override
  public void begins(int first, int end) {
    samplingBegun = System.nanoTime();
    firstCall = first;
    calls = end - first;
    report(Stage.SAMPLING, 0, calls, Optional.empty(), Optional.empty());
  }

  @Override
  public void before(int call, double timestep) {
    checkCancelled("before step " + (call - firstCall + 1) + " of " + calls);
  }

  @Override
  public void after(int call, FloatTensor latents) {
    int done = call - firstCall + 1;
    long perStep = (System.nanoTime() - samplingBegun) / done;
    Duration remaining = Duration.ofNanos(perStep * (calls - done));
    Supplier<Picture> preview = () -> LatentPreview.of(latents, 0);
    boolean previewable = latents.shape().dimension(1) == 4;
    report(
        Stage.SAMPLING,
        done,
        calls,
        Optional.of(remaining),
        previewable ? Optional.of(preview) : Optional.empty());
  }

  /** Ends the run if the listener wants it, or if nothing can come of it. */
  void checkCancelled(String where) {
    check.run();
    if (listener.cancelled()) {
      throw new GenerationCancelledException("generation was cancelled " + where);
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void report(
      Stage stage,
      int step,
      int steps,
      Optional<Duration> remaining,
      Optional<Supplier<Picture>> preview) {
    listener.progress(new Progress(stage, step, steps, elapsed(), remaining, preview));
  }
}
