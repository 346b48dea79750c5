package org.latentj.imagej.edit;

import org.latentj.ImageGenerator;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/**
 * The generation service as the engine's own interface. Load options of requests are not regarded:
 * the service has its own.
 */
final class ServiceGenerator implements ImageGenerator {
  private final GenerationService service;

  ServiceGenerator(GenerationService service) {
    this.service = service;
  }

  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    return service.generate(model, request, listener);
  }

  @Override
  public ModelInfo load(ModelReference model) {
    return service.load(model);
  }

  /** The service lives on. */
  @Override
  public void close() {}
}
