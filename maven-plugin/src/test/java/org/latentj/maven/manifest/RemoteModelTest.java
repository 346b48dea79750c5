package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A model of the hub in a manifest")
class RemoteModelTest {
  private static final String TEXT = "model: hf:a/b\nassets: [{name: x, prompt: y}]";

  @TempDir Path folder;

  @Test
  @DisplayName("is a mistake that says how to fetch it")
  void saysHowToFetch() throws Exception {
    assertThat(ManifestFolder.in(folder).problems(TEXT))
        .containsExactly(
            "1:8: model: 'hf:a/b' is not fetched by this goal; sd:models -Dsd.action=fetch"
                + " -Dsd.model=hf:a/b fetches a model and says the path to name here");
  }

  @Test
  @DisplayName("is one for goals that need no model, too")
  void withoutModels() throws Exception {
    Path file = ManifestFolder.in(folder).write("sd.yaml", TEXT);

    assertThatThrownBy(
            () -> ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, false)))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("is not fetched by this goal");
  }
}
