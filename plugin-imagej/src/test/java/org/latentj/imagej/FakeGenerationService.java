package org.latentj.imagej;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.Progress;
import org.latentj.request.SafetyCheck;
import org.latentj.request.TextToImage;
import org.scijava.service.AbstractService;

/**
 * Gives a picture of noise that depends on the prompt and the settings alone, of two pixels where
 * no size is asked for, or what a test tells it to. Not indexed: tests name it.
 */
public final class FakeGenerationService extends AbstractService implements GenerationService {
  /** What was asked for, in its order. */
  public final List<Optional<Path>> models = new ArrayList<>();

  /** What was asked for, in its order. */
  public final List<GenerationRequest> requests = new ArrayList<>();

  /** As the models, with how they are to be read. */
  public final List<ModelReference> references = new ArrayList<>();

  /** Thrown instead of a picture. */
  public RuntimeException failure;

  /** Of every picture. */
  public SafetyCheck safety = SafetyCheck.notChecked(false);

  /** Runs in the middle of every request. */
  public Runnable onFirstStep = () -> {};

  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    models.add(model.checkpoint());
    references.add(model);
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
    return result(request);
  }

  private GenerationResult result(GenerationRequest request) {
    List<GeneratedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < request.settings().batchSize(); i++) {
      long seed = request.settings().seed() + i;
      String text =
          "%s\nSteps: 1, Sampler: PLMS, CFG scale: 7.5, Seed: %d".formatted(request.prompt(), seed);
      pictures.add(
          new GeneratedPicture(
              picture(request, seed),
              seed,
              ParametersText.parse(text),
              request instanceof TextToImage
                  ? DigitalSource.TRAINED_ALGORITHMIC_MEDIA
                  : DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
              safety));
    }
    return new GenerationResult(
        request,
        pictures,
        "fake",
        "0000",
        "cpu",
        "F32",
        Duration.ofSeconds(1),
        List.of("a remark"));
  }

  private static Picture picture(GenerationRequest request, long seed) {
    if (request instanceof TextToImage text && text.width() * text.height() == 0) {
      return Picture.ofRgb(2, 1, new byte[] {1, 2, 3, (byte) 255, 0, (byte) 128});
    }
    int width;
    int height;
    if (request instanceof TextToImage text) {
      width = text.width();
      height = text.height();
    } else if (request instanceof ImageToImage image) {
      width = image.image().width();
      height = image.image().height();
    } else {
      Inpainting inpainting = (Inpainting) request;
      width = inpainting.image().width();
      height = inpainting.image().height();
    }
    byte[] rgb = new byte[3 * width * height];
    new Random(31 * seed + (request.prompt() + request.settings().negativePrompt()).hashCode())
        .nextBytes(rgb);
    return Picture.ofRgb(width, height, rgb);
  }

  @Override
  public ModelInfo load(ModelReference model) {
    return new ModelInfo("fake", "cpu", "There is no GPU.", "F32", 128, "test");
  }

  @Override
  public String whereItRuns() {
    return "nowhere";
  }

  /** As the engine reports it. */
  public static Progress progress(Progress.Stage stage, int step, int steps) {
    Optional<Duration> remaining =
        step == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(2L * (steps - step)));
    return new Progress(stage, step, steps, Duration.ofSeconds(1), remaining, Optional.empty());
  }
}
