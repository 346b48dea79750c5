package org.latentj.imagej.service;

import java.util.Optional;
import java.util.function.IntSupplier;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.Inpainting;
import org.latentj.request.OutputSize;
import org.latentj.watermark.Watermark;

/**
 * Asks for the watermark where the options want one. A request that says itself what it wants is
 * left as it is; so is a part of an image, which cannot keep one.
 */
final class WholePictures {
  private static final int GRID = 8;

  /** What is served in place of a request, and what is to be said of that. */
  record Marked(GenerationRequest request, Optional<String> remark) {
    GenerationResult told(GenerationResult result) {
      return result.withRemarks(remark.stream().toList());
    }
  }

  private WholePictures() {}

  /**
   * A request with the watermark that the options want.
   *
   * @param nativeSize asked for only where it matters: it loads the model
   */
  static Marked of(GenerationRequest request, EngineSettings settings, IntSupplier nativeSize) {
    if (!settings.pictures().watermark() || request.settings().watermark().isPresent()) {
      return new Marked(request, Optional.empty());
    }
    if (request instanceof Inpainting) {
      return new Marked(
          request, Optional.of("what was repainted carries no watermark: whole pictures only can"));
    }
    OutputSize made = OutputSize.of(request, nativeSize, GRID);
    if ((long) made.width() * made.height() < Watermark.LEAST_PIXELS) {
      return new Marked(
          request,
          Optional.of(
              "the picture of %dx%d pixels carries no watermark: that needs 256x256 or as many"
                  .formatted(made.width(), made.height())));
    }
    return new Marked(
        request.withSettings(
            request.settings().toBuilder().watermark(Watermark.STABLE_DIFFUSION_V1).build()),
        Optional.empty());
  }
}
