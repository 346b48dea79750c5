package org.latentj.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.maven.natives.NativeArtifact;

/** Finds the engine with all that it needs, and nothing else. */
@FunctionalInterface
public interface EngineLibraries {

  /**
   * The class path of the engine's process; fetches what is not here.
   *
   * @param natives libtorch, if it is an artifact
   * @throws EngineUnavailableException if something is missing, with its name
   */
  List<Path> classPath(Optional<NativeArtifact> natives);

  /** About how many bytes of it are not here; 0 if all are, or if nothing can be fetched. */
  default long bytesToFetch(Optional<NativeArtifact> natives) {
    return 0;
  }
}
