package org.latentj.imagej.edit;

import java.util.function.Function;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/**
 * The generation service with a model chosen.
 *
 * @param service serves the requests
 * @param model what draws
 * @param listeners gives a listener for each request, by what stands before its status lines
 */
public record Engine(
    GenerationService service,
    ModelReference model,
    Function<String, GenerationListener> listeners) {

  /** Serves a request. Errors are those of {@link GenerationService#generate}. */
  public GenerationResult generate(GenerationRequest request) {
    return service.generate(model, request, listeners.apply(""));
  }

  /**
   * Serves one of several requests.
   *
   * @param part from 1
   * @param parts of how many
   */
  public GenerationResult generate(GenerationRequest request, int part, int parts) {
    return service.generate(model, request, listener(part, parts));
  }

  /** A listener whose status lines say which of several requests is served. */
  public GenerationListener listener(int part, int parts) {
    return listeners.apply(parts == 1 ? "" : "%d of %d: ".formatted(part, parts));
  }
}
