package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.ReadOptions;

@DisplayName("The lock file of a sample")
class SampleLockTest {
  private static final Path SAMPLE = Path.of("../samples/game-assets").toAbsolutePath().normalize();

  @TempDir private Path state;

  @Test
  @DisplayName("is still about what its manifests say: an update makes no project's pictures again")
  void agrees() throws Exception {
    List<Path> files = ManifestFiles.find(List.of(), SAMPLE.resolve("src/main/sd"));

    assertThat(
            new Verification(
                    SAMPLE.resolve("target/generated-resources/sd"),
                    SAMPLE.resolve("sd.lock.json"),
                    new StateFolder(state),
                    new FakeModels(),
                    Optional.empty(),
                    false)
                .differences(
                    files,
                    ManifestReader.read(files, new ReadOptions(BuildProperties.NONE, false))))
        .isEmpty();
  }
}
