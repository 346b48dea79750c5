package org.latentj.maven;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;

/** As much of Maven as goals need beyond their parameters. */
final class FakeMaven {
  private FakeMaven() {}

  /** A run of Maven that has begun. */
  @SuppressWarnings("deprecation") // There is no other way to make one.
  static MavenSession session() {
    return new MavenSession(
        null,
        new DefaultRepositorySystemSession(),
        new DefaultMavenExecutionRequest(),
        new DefaultMavenExecutionResult());
  }

  /** This plugin, with the engine among its artifacts. */
  static PluginDescriptor plugin() {
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.setArtifacts(
        List.of(
            new DefaultArtifact(
                "org.latentj",
                "latentj-engine",
                "1.2.3",
                "runtime",
                "jar",
                null,
                new DefaultArtifactHandler("jar"))));
    return plugin;
  }

  /** Resolves the engine and the CPU's libtorch to this JVM's class path, and nothing else. */
  static RepositorySystem resolver() {
    return (RepositorySystem)
        Proxy.newProxyInstance(
            FakeMaven.class.getClassLoader(),
            new Class<?>[] {RepositorySystem.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("resolveDependencies")) {
                throw new UnsupportedOperationException(method.toString());
              }
              return resolve((DependencyRequest) arguments[1]);
            });
  }

  private static DependencyResult resolve(DependencyRequest request) {
    List<Dependency> wanted = request.getCollectRequest().getDependencies();
    if (!wanted.get(0).toString().startsWith("org.latentj:latentj-engine:jar:1.2.3")
        || !wanted.get(1).toString().startsWith("ai.djl.pytorch:pytorch-native-cpu:jar:")) {
      throw new IllegalArgumentException(wanted.toString());
    }
    return new DependencyResult(request)
        .setArtifactResults(
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> result(Path.of(entry)))
                .toList());
  }

  private static ArtifactResult result(Path file) {
    return new ArtifactResult(new ArtifactRequest())
        .setArtifact(
            new org.eclipse.aether.artifact.DefaultArtifact("g:a:1").setFile(file.toFile()));
  }
}
