package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The manifests of samples/game-assets")
class SampleManifestsTest {
  private static final Path FOLDER = Path.of("../samples/game-assets/src/main/sd");

  @Test
  @DisplayName("have no mistakes, and use what manifests can do")
  void areManifests() throws Exception {
    List<Manifest> manifests =
        ManifestReader.read(List.of(FOLDER.resolve("ui.yaml"), FOLDER.resolve("world.yaml")));

    List<Asset> assets = manifests.stream().flatMap(m -> m.assets().stream()).toList();
    assertThat(assets).hasSizeGreaterThan(20);
    assertThat(assets).anyMatch(a -> a.options().transparent().isPresent());
    assertThat(assets).anyMatch(a -> a.options().seamLimit().isPresent());
    assertThat(assets).anyMatch(a -> a.init().isPresent());
    assertThat(assets)
        .filteredOn(a -> a.output().equals("gems/green-heart.png"))
        .singleElement()
        .satisfies(
            gem -> {
              assertThat(gem.prompt()).isEqualTo("a shaded green heart on a white background");
              assertThat(gem.files()).hasSize(3);
            });
    assertThat(manifests).allMatch(m -> !m.sheets().isEmpty());
    assertThat(manifests.get(0).sheets().get(0).members(manifests.get(0).assets())).hasSize(14);
  }
}
