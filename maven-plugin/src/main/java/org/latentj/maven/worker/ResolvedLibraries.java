package org.latentj.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.latentj.maven.natives.NativeArtifact;

/**
 * The engine's libraries by Maven's own resolver, from where this build takes its plugins: mirrors,
 * proxies, credentials, checksums and {@code -o} hold. They are no dependencies of the plugin, so
 * that a build which generates nothing neither fetches nor loads them; and what somebody adds to
 * the plugin's dependencies does not get into the engine's process.
 *
 * @param engine the engine's coordinates, {@code org.latentj:latentj-engine:VERSION}
 * @param system Maven's resolver
 * @param session of this build
 * @param repositories of plugins
 */
public record ResolvedLibraries(
    String engine,
    RepositorySystem system,
    RepositorySystemSession session,
    List<RemoteRepository> repositories,
    Log log)
    implements EngineLibraries {

  /** All libraries but libtorch and its JNI library; DJL's table of tokenizers is most of it. */
  private static final long ENGINE_BYTES = 25_000_000;

  @Override
  public long bytesToFetch(Optional<NativeArtifact> natives) {
    if (session.isOffline()) {
      return 0;
    }
    DefaultRepositorySystemSession looking = new DefaultRepositorySystemSession(session);
    looking.setOffline(true);
    looking.setTransferListener(null);
    // What is not here now must not be remembered as not to be had.
    looking.setCache(new DefaultRepositoryCache());
    try {
      system.resolveDependencies(looking, request(natives));
      return 0;
    } catch (DependencyResolutionException e) {
      String libtorch = natives.map(NativeArtifact::artifactId).orElse("");
      List<String> missing = missing(e).map(Artifact::getArtifactId).toList();
      boolean engineToo =
          missing.isEmpty() || missing.stream().anyMatch(name -> !name.equals(libtorch));
      boolean libtorchToo = missing.isEmpty() || missing.contains(libtorch);
      return (engineToo ? ENGINE_BYTES : 0)
          + (libtorchToo ? natives.map(NativeArtifact::bytes).orElse(0L) : 0);
    }
  }

  private DependencyRequest request(Optional<NativeArtifact> natives) {
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(repositories);
    collect.addDependency(new Dependency(new DefaultArtifact(engine), "runtime"));
    natives.ifPresent(artifact -> collect.addDependency(new Dependency(of(artifact), "runtime")));
    return new DependencyRequest(collect, null);
  }

  @Override
  public List<Path> classPath(Optional<NativeArtifact> natives) {
    DefaultRepositorySystemSession telling = new DefaultRepositorySystemSession(session);
    telling.setTransferListener(new FetchedSizes(session.getTransferListener(), log));
    try {
      return system.resolveDependencies(telling, request(natives)).getArtifactResults().stream()
          .map(result -> result.getArtifact().getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw new EngineUnavailableException(message(e, natives), e);
    }
  }

  private static Artifact of(NativeArtifact natives) {
    return new DefaultArtifact(
        NativeArtifact.GROUP, natives.artifactId(), natives.classifier(), "jar", natives.version());
  }

  private String message(DependencyResolutionException e, Optional<NativeArtifact> natives) {
    String missing = missing(e).map(Artifact::toString).collect(Collectors.joining(", "));
    if (missing.isEmpty()) {
      return "the engine's libraries cannot be fetched: " + innermost(e);
    }
    if (session.isOffline()) {
      return "the engine's libraries are not in %s, and Maven is offline: %s. Generate once without -o"
          .formatted(session.getLocalRepository().getBasedir(), missing);
    }
    boolean onlyNatives =
        natives.isPresent()
            && missing(e).allMatch(a -> a.getArtifactId().equals(natives.get().artifactId()));
    return "%s cannot be fetched: %s (%s)"
        .formatted(onlyNatives ? "libtorch" : "the engine's libraries", missing, innermost(e));
  }

  private static Stream<Artifact> missing(DependencyResolutionException e) {
    return e.getCause() instanceof ArtifactResolutionException failure
        ? failure.getResults().stream()
            .filter(result -> !result.isResolved())
            .map(ArtifactResult::getRequest)
            .map(request -> request.getArtifact())
        : Stream.empty();
  }

  /** The most particular message that the resolver has. */
  private static String innermost(RepositoryException e) {
    Throwable found = e;
    while (found.getCause() instanceof RepositoryException cause) {
      found = cause;
    }
    return found.getMessage();
  }
}
