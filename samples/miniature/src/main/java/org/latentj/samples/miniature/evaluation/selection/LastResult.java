package org.latentj.samples.miniature.evaluation.selection;

import org.latentj.ImageGenerator;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/** Remembers the last request: composites of one painted picture cost one painting. */
final class LastResult implements ImageGenerator {
  private final ImageGenerator generator;
  private ModelInfo info;
  private GenerationResult last;

  LastResult(ImageGenerator generator) {
    this.generator = generator;
  }

  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    if (last == null || !last.request().equals(request)) {
      last = generator.generate(model, request, listener);
    }
    return last;
  }

  @Override
  public ModelInfo load(ModelReference model) {
    if (info == null) {
      info = generator.load(model);
    }
    return info;
  }

  /** The generator stays open: it is its maker's. */
  @Override
  public void close() {
    last = null;
  }
}
