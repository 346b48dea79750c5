package org.latentj.worker;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;

/** What the tests of workers share. */
final class WorkerTests {
  /** A Stable Diffusion v1 of random weights, with pictures of 64 x 64. */
  static final ModelReference TINY = ModelReference.of(tiny(), onCpu());

  private WorkerTests() {}

  private static Path tiny() {
    try {
      return Path.of(
              WorkerTests.class.getResource("/conformance/tiny-diffusers/model_index.json").toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static LoadOptions onCpu() {
    return LoadOptions.defaults().withDevice("cpu");
  }

  static TextToImage request(int steps, long seed) {
    return TextToImage.of(
        "a cat", Settings.builder().steps(steps).sampler(SamplerKind.DDIM).seed(seed).build());
  }

  /** With patience: the machine may be busy, and a test that fails for that asserts nothing. */
  static WorkerOptions options() {
    return WorkerOptions.ofThisClassPath()
        .withMaxHeapMegabytes(256)
        .withLimits(WorkerLimits.defaults().withCancel(Duration.ofMinutes(2)));
  }

  static boolean ends(long pid) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(60, TimeUnit.SECONDS);
    }
    return true;
  }

  /** As {@code kill -9}. */
  static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  static boolean isSampling(Progress progress) {
    return progress.stage() == Progress.Stage.SAMPLING && progress.step() > 0;
  }

  /** Does something at every step that it hears of. */
  static GenerationListener atSteps(Runnable work) {
    return new GenerationListener() {
      @Override
      public void progress(Progress progress) {
        if (isSampling(progress)) {
          work.run();
        }
      }
    };
  }

  static List<Path> classPathOf(String... parts) {
    return WorkerOptions.ofThisClassPath().classPath().stream()
        .filter(
            path -> {
              for (String part : parts) {
                if (path.toString().replace('\\', '/').contains(part)) {
                  return true;
                }
              }
              return false;
            })
        .toList();
  }
}
