package org.latentj.imagej;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.Progress;
import org.scijava.service.AbstractService;

/** Gives a picture of two pixels, or what a test tells it to. Not indexed: tests name it. */
public final class FakeGenerationService extends AbstractService implements GenerationService {
  final List<Optional<Path>> models = new ArrayList<>();
  final List<GenerationRequest> requests = new ArrayList<>();
  RuntimeException failure;
  Runnable onFirstStep = () -> {};

  @Override
  public GenerationResult generate(
      Optional<Path> model, GenerationRequest request, GenerationListener listener) {
    models.add(model);
    requests.add(request);
    if (failure != null) {
      throw failure;
    }
    for (int step = 1; step <= request.settings().steps(); step++) {
      if (listener.cancelled()) {
        throw new GenerationCancelledException("before step " + step);
      }
      listener.progress(progress(Progress.Stage.SAMPLING, step, request.settings().steps()));
      if (step == 1) {
        onFirstStep.run();
      }
    }
    GeneratedPicture picture =
        new GeneratedPicture(
            Picture.ofRgb(2, 1, new byte[] {1, 2, 3, (byte) 255, 0, (byte) 128}),
            request.settings().seed(),
            ParametersText.parse(request.prompt() + "\nSteps: 1, Sampler: PLMS, Seed: 5"),
            DigitalSource.TRAINED_ALGORITHMIC_MEDIA);
    return new GenerationResult(
        request,
        List.of(picture),
        "fake",
        "0000",
        "cpu",
        "F32",
        Duration.ofSeconds(1),
        List.of("a remark"));
  }

  static Progress progress(Progress.Stage stage, int step, int steps) {
    Optional<Duration> remaining =
        step == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(2L * (steps - step)));
    return new Progress(stage, step, steps, Duration.ofSeconds(1), remaining, Optional.empty());
  }
}
