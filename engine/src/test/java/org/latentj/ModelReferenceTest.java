package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.models.LocalModel;
import org.latentj.models.source.EmbeddedSource;
import org.latentj.models.source.ModelSource;

@DisplayName("A model of the library becomes a reference")
class ModelReferenceTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();

  private static LocalModel file(Optional<Path> tokenizer) {
    return new LocalModel(
        ModelSource.parse("hf:a/b#c.ckpt"),
        Optional.of(Path.of("c.ckpt")),
        tokenizer,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  @DisplayName("with the tokenizer that goes with a single file")
  void tokenizer() {
    ModelReference reference = ModelReference.of(file(Optional.of(Path.of("tok"))), OPTIONS);

    assertThat(reference.checkpoint()).contains(Path.of("c.ckpt"));
    assertThat(reference.options().checkpoint().tokenizerFolder()).contains(Path.of("tok"));
  }

  @Test
  @DisplayName("unless the options name another")
  void namedTokenizer() {
    LoadOptions named =
        OPTIONS.withCheckpoint(CheckpointOptions.defaults().withTokenizerFolder(Path.of("mine")));

    assertThat(ModelReference.of(file(Optional.of(Path.of("tok"))), named).options())
        .isEqualTo(named);
    assertThat(ModelReference.of(file(Optional.empty()), OPTIONS).options()).isEqualTo(OPTIONS);
  }

  @Test
  @DisplayName("and the embedded model has the same name in both")
  void embedded() {
    LocalModel model =
        new LocalModel(
            new EmbeddedSource(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(ModelReference.of(model, OPTIONS)).isEqualTo(ModelReference.embedded(OPTIONS));
    assertThat(EmbeddedSource.NAME).isEqualTo(EmbeddedModel.NAME);
  }
}
