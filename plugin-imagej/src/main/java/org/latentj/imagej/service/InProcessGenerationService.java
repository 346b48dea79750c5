package org.latentj.imagej.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.StableDiffusion;
import org.latentj.checkpoint.CheckpointException;
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

  private LoadedKey loaded;
  private StableDiffusion model;

  /** A model is loaded again when one of its files was replaced; the embedded one has no path. */
  private record LoadedKey(ModelReference model, List<String> files) {
    static LoadedKey of(ModelReference model) {
      return model
          .checkpoint()
          .map(path -> of(path, model.options()))
          .orElseGet(() -> new LoadedKey(model, List.of()));
    }

    private static LoadedKey of(Path path, LoadOptions options) {
      try (Stream<Path> files = Files.walk(path)) {
        return new LoadedKey(
            ModelReference.of(path.toRealPath(), options),
            files.filter(Files::isRegularFile).map(LoadedKey::version).toList());
      } catch (IOException | UncheckedIOException e) {
        throw new CheckpointException("cannot read the model " + path + ": " + e.getMessage(), e);
      }
    }

    private static String version(Path file) {
      try {
        return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public synchronized GenerationResult generate(
      ModelReference reference, GenerationRequest request, GenerationListener listener) {
    return model(reference).generate(request, listener);
  }

  @Override
  public synchronized ModelInfo load(ModelReference reference) {
    return model(reference).info();
  }

  @Override
  public String whereItRuns() {
    return "in ImageJ's own process: no jars in lib/latentj of ImageJ's folder";
  }

  private StableDiffusion model(ModelReference reference) {
    EngineSettings settings = EngineSettings.of(getContext());
    // Read by DJL before its library is loaded, once in a JVM.
    settings.cacheFolder().ifPresent(folder -> System.setProperty(CACHE, folder.toString()));
    ModelReference asked = settings.applied(reference);
    LoadedKey wanted = LoadedKey.of(asked);
    if (!wanted.equals(loaded)) {
      // First: two models may not fit into memory.
      close();
      model = StableDiffusion.load(asked);
      loaded = wanted;
    }
    return model;
  }

  private void close() {
    if (model != null) {
      model.close();
    }
    model = null;
    loaded = null;
  }

  @Override
  public synchronized void dispose() {
    close();
  }
}
