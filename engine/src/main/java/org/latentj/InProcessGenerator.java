package org.latentj;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/**
 * Runs the networks in this JVM, and keeps the last model loaded. A model is loaded again when one
 * of its files was replaced.
 *
 * <p>Closing waits for the request that is being served.
 */
public final class InProcessGenerator implements ImageGenerator {
  private final ReentrantLock lock = new ReentrantLock(true);
  private Loaded loaded;
  private boolean closed;

  /** A model with what it was loaded from. */
  private record Loaded(ModelReference reference, List<String> files, StableDiffusion model) {}

  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    lock.lock();
    try {
      if (listener.cancelled()) {
        throw new GenerationCancelledException("generation was cancelled before it began");
      }
      return loaded(model).generate(request, listener);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ModelInfo load(ModelReference model) {
    lock.lock();
    try {
      return loaded(model).info();
    } finally {
      lock.unlock();
    }
  }

  private StableDiffusion loaded(ModelReference wanted) {
    if (closed) {
      throw new IllegalStateException("the generator is closed");
    }
    List<String> files = FileVersions.of(wanted);
    if (loaded == null || !loaded.reference().equals(wanted) || !loaded.files().equals(files)) {
      // First: two models may not fit into memory.
      unload();
      loaded = new Loaded(wanted, files, StableDiffusion.load(wanted));
    }
    return loaded.model();
  }

  private void unload() {
    if (loaded != null) {
      loaded.model().close();
      loaded = null;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      unload();
    } finally {
      lock.unlock();
    }
  }
}
