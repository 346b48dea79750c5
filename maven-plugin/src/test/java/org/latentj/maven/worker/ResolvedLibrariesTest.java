package org.latentj.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.CollectResult;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.natives.NativeArtifact;

@DisplayName("The engine's libraries")
class ResolvedLibrariesTest {
  private static final String ENGINE = "org.latentj:latentj-engine:1.2.3";
  private static final NativeArtifact NATIVES =
      new NativeArtifact("pytorch-native-cu128", "2.7.1", "linux-x86_64");
  private static final RemoteRepository MIRROR =
      new RemoteRepository.Builder("mirror", "default", "https://example.org/maven").build();

  private final List<CollectRequest> requests = new ArrayList<>();
  private final List<RepositorySystemSession> sessions = new ArrayList<>();
  private Exception failure;

  @Test
  @DisplayName("are what the engine and libtorch need, from the repositories of plugins")
  void resolved() {
    assertThat(libraries().classPath(Optional.of(NATIVES)))
        .containsExactly(Path.of("engine.jar").toAbsolutePath());

    CollectRequest request = requests.get(0);
    assertThat(request.getRepositories()).containsExactly(MIRROR);
    assertThat(request.getRoot()).isNull();
    assertThat(request.getDependencies())
        .extracting(Dependency::toString)
        .containsExactly(
            "org.latentj:latentj-engine:jar:1.2.3 (runtime)",
            "ai.djl.pytorch:pytorch-native-cu128:jar:linux-x86_64:2.7.1 (runtime)");
  }

  @Test
  @DisplayName("that no repository has are named")
  void missing() {
    Artifact natives =
        new DefaultArtifact("ai.djl.pytorch:pytorch-native-cu128:jar:linux-x86_64:2.7.1");
    failure = notFound(natives);
    assertThatThrownBy(() -> libraries().classPath(Optional.of(NATIVES)))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "libtorch cannot be fetched: ai.djl.pytorch:pytorch-native-cu128:jar:linux-x86_64:2.7.1"
                + " (not found)");

    failure = notFound(new DefaultArtifact("ai.djl:api:0.35.1"), natives);
    assertThatThrownBy(() -> libraries().classPath(Optional.of(NATIVES)))
        .hasMessage(
            "the engine's libraries cannot be fetched: ai.djl:api:jar:0.35.1,"
                + " ai.djl.pytorch:pytorch-native-cu128:jar:linux-x86_64:2.7.1 (not found)");
  }

  @Test
  @DisplayName("whose descriptions cannot be read are reported with the resolver's reason")
  void unreadable() {
    failure =
        new DependencyResolutionException(
            new DependencyResult(new DependencyRequest()),
            new DependencyCollectionException(
                new CollectResult(new CollectRequest()), "the POM is damaged"));

    assertThatThrownBy(() -> libraries().classPath(Optional.empty()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("the engine's libraries cannot be fetched: the POM is damaged");
  }

  @Test
  @DisplayName("that are not here are looked for without fetching, and their sizes added up")
  void sizes() {
    NativeArtifact cpu = new NativeArtifact("pytorch-native-cpu", "2.7.1", "linux-x86_64");
    Artifact jar = new DefaultArtifact("ai.djl.pytorch:pytorch-native-cpu:jar:linux-x86_64:2.7.1");
    assertThat(libraries().bytesToFetch(Optional.of(cpu))).as("all here").isZero();
    assertThat(sessions).singleElement().matches(RepositorySystemSession::isOffline);

    failure = notFound(jar);
    assertThat(libraries().bytesToFetch(Optional.of(cpu))).isEqualTo(112_000_000);
    failure = notFound(new DefaultArtifact("ai.djl:api:0.35.1"), jar);
    assertThat(libraries().bytesToFetch(Optional.of(cpu))).isEqualTo(137_000_000);
    failure = notFound(new DefaultArtifact("ai.djl:api:0.35.1"));
    assertThat(libraries().bytesToFetch(Optional.of(cpu))).isEqualTo(25_000_000);
    assertThat(libraries().bytesToFetch(Optional.empty())).isEqualTo(25_000_000);
  }

  @Test
  @DisplayName("are as large as is said, of libtorch for this machine")
  void sizeOfLibtorch() throws Exception {
    Path jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().startsWith("pytorch-native-cpu-"))
            .findFirst()
            .orElseThrow();
    String classifier =
        jar.getFileName().toString().replaceAll("pytorch-native-cpu-[^-]*-(.*)\\.jar", "$1");

    assertThat(new NativeArtifact("pytorch-native-cpu", "2.7.1", classifier).bytes())
        .isCloseTo(Files.size(jar), Percentage.withPercentage(5));
  }

  private static DependencyResolutionException notFound(Artifact... artifacts) {
    List<ArtifactResult> results = new ArrayList<>();
    results.add(
        new ArtifactResult(new ArtifactRequest())
            .setArtifact(new DefaultArtifact("g:here:1").setFile(new File("here.jar"))));
    for (Artifact artifact : artifacts) {
      ArtifactResult result = new ArtifactResult(new ArtifactRequest(artifact, List.of(), null));
      result.addException(new ArtifactNotFoundException(artifact, null, "not found", null));
      results.add(result);
    }
    return new DependencyResolutionException(
        new DependencyResult(new DependencyRequest()), new ArtifactResolutionException(results));
  }

  private ResolvedLibraries libraries() {
    RepositorySystemSession session = new DefaultRepositorySystemSession();
    RepositorySystem system =
        (RepositorySystem)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RepositorySystem.class},
                (proxy, method, arguments) -> {
                  sessions.add((RepositorySystemSession) arguments[0]);
                  return resolve((DependencyRequest) arguments[1]);
                });
    return new ResolvedLibraries(ENGINE, system, session, List.of(MIRROR), new RecordingLog());
  }

  private DependencyResult resolve(DependencyRequest request) throws Exception {
    if (failure != null) {
      throw failure;
    }
    requests.add(request.getCollectRequest());
    Artifact engine = new DefaultArtifact(ENGINE).setFile(new File("engine.jar").getAbsoluteFile());
    return new DependencyResult(request)
        .setArtifactResults(List.of(new ArtifactResult(new ArtifactRequest()).setArtifact(engine)));
  }
}
