package org.latentj.imagej.service;

import org.latentj.InProcessGenerator;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * Runs the engine in ImageJ's own process, and keeps the last model loaded: it is what the next
 * command most likely asks for.
 */
@Plugin(type = Service.class)
public final class InProcessGenerationService extends AbstractService implements GenerationService {
  private static final String CACHE = "DJL_CACHE_DIR";

  private final InProcessGenerator generator = new InProcessGenerator();

  @Override
  public GenerationResult generate(
      ModelReference reference, GenerationRequest request, GenerationListener listener) {
    EngineSettings settings = settings();
    ModelReference model = settings.applied(reference);
    WholePictures.Marked marked =
        WholePictures.of(request, settings, () -> generator.load(model).nativeSize());
    return marked.told(generator.generate(model, marked.request(), listener));
  }

  @Override
  public ModelInfo load(ModelReference reference) {
    return generator.load(settings().applied(reference));
  }

  private EngineSettings settings() {
    EngineSettings settings = EngineSettings.of(getContext());
    // Read by DJL before its library is loaded, once in a JVM.
    settings.cacheFolder().ifPresent(folder -> System.setProperty(CACHE, folder.toString()));
    return settings;
  }

  @Override
  public String whereItRuns() {
    return "in ImageJ's own process: no jars in lib/latentj of ImageJ's folder";
  }

  @Override
  public void dispose() {
    generator.close();
  }
}
