package org.latentj.imagej;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latentj.StableDiffusion;
import org.latentj.checkpoint.CheckpointException;
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
  private LoadedKey loaded;
  private StableDiffusion model;

  /** A model is loaded again when one of its files was replaced; the embedded one has no path. */
  private record LoadedKey(Optional<Path> path, List<String> files) {
    static LoadedKey of(Optional<Path> model) {
      return model.map(LoadedKey::of).orElseGet(() -> new LoadedKey(model, List.of()));
    }

    private static LoadedKey of(Path path) {
      try (Stream<Path> files = Files.walk(path)) {
        return new LoadedKey(
            Optional.of(path.toRealPath()),
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
      Optional<Path> path, GenerationRequest request, GenerationListener listener) {
    LoadedKey wanted = LoadedKey.of(path);
    if (!wanted.equals(loaded)) {
      // First: two models may not fit into memory.
      close();
      model = path.map(StableDiffusion::load).orElseGet(StableDiffusion::load);
      loaded = wanted;
    }
    return model.generate(request, listener);
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
