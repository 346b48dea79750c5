package org.latentj.imagej.edit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/**
 * The generation service with a model chosen.
 *
 * @param service serves the requests
 * @param model a folder or file; empty for the embedded model
 * @param listeners gives a listener for each request, by what stands before its status lines
 */
public record Engine(
    GenerationService service,
    Optional<Path> model,
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

  /** The model as the engine names it; the service adds device and precision. */
  public ModelReference reference() {
    return new ModelReference(model, LoadOptions.defaults());
  }

  /** A listener whose status lines say which of several requests is served. */
  public GenerationListener listener(int part, int parts) {
    return listeners.apply(parts == 1 ? "" : "%d of %d: ".formatted(part, parts));
  }
}
