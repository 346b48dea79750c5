package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A pack")
class PackTest {
  @TempDir Path root;

  @Test
  @DisplayName("lists the cases of all its index files in order")
  void entries() throws IOException {
    TestPack.in(root)
        .text("cases/index.json", "{\"index_files\": [\"b.json\", \"a.json\"]}")
        .text("cases/a.json", "[{\"id\": \"one\", \"kind\": \"k\", \"file\": \"f\"}]")
        .text("cases/b.json", "[{\"id\": \"two\", \"kind\": \"k\", \"file\": \"f\"}]");
    Pack pack = Pack.open(root);
    assertThat(pack.entries()).extracting(CaseEntry::id).containsExactly("two", "one");
    assertThat(pack.unreadable()).isEmpty();
    assertThat(pack.tokenizersReplaced()).isFalse();
  }

  @Test
  @DisplayName("cannot be opened without an index, and the message names the file")
  void noIndex() {
    assertThatThrownBy(() -> Pack.open(root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("index.json");
  }

  @ParameterizedTest(name = "''{0}''")
  @DisplayName("cannot be opened with another file in the place of the index")
  @ValueSource(strings = {"[]", "{}", "{\"index_files\": {}}", "{\"index_files\"", ""})
  void notAnIndex(String content) throws IOException {
    TestPack.in(root).text("cases/index.json", content);
    assertThatThrownBy(() -> Pack.open(root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("index.json");
  }

  @Test
  @DisplayName("turns index files and entries that cannot be read into failing cases")
  void brokenParts() throws IOException {
    TestPack.in(root)
        .text("cases/index.json", "{\"index_files\": [\"gone.json\", \"bad.json\", \"a.json\"]}")
        .text("cases/bad.json", "[{\"id\": ")
        .text(
            "cases/a.json",
            "[{\"kind\": \"k\", \"file\": \"f\"},"
                + " {\"id\": \"good\", \"kind\": \"k\", \"file\": \"f\"}, 7]");
    Pack pack = Pack.open(root);
    assertThat(pack.entries()).extracting(CaseEntry::id).containsExactly("good");
    assertThat(pack.unreadable())
        .extracting(Check::id)
        .containsExactly("gone.json", "bad.json", "a.json[0]", "a.json[2]");
    assertThat(pack.unreadable())
        .extracting(check -> check.result().verdict())
        .containsOnly(Verdict.FAIL);
    assertThat(pack.unreadable().get(2).result().detail()).contains("a.json[0] has no 'id'");
  }

  @Test
  @DisplayName("says if its tokenizers are not those of its prompts")
  void tokenizersReplaced() throws IOException {
    assertThat(Pack.open(TestPack.resources()).tokenizersReplaced()).isTrue();
  }

  @Test
  @DisplayName("finds models by folder, and checkpoints by file name with or without extension")
  void models() throws IOException {
    Pack pack =
        TestPack.in(root)
            .text("first/model_index.json", "{}")
            .text("first/unet/config.json", "{}")
            .text("files/config/unet/config.json", "{}")
            .text("files/second.ckpt", "")
            .text("files/notes.txt", "")
            .text("loose.safetensors", "")
            .open();
    assertThat(pack.modelFolders()).containsExactly(root.resolve("first"));
    Path file = root.resolve("files").resolve("second.ckpt");
    assertThat(pack.checkpoints()).containsExactly(file);
    assertThat(pack.model("first")).isEqualTo(root.resolve("first"));
    assertThat(pack.model("second.ckpt")).isEqualTo(file);
    assertThat(pack.model("second")).isEqualTo(file);
    assertThat(pack.name(file)).isEqualTo("files/second.ckpt");
    assertThatThrownBy(() -> pack.model("third"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no model 'third' in " + root);
  }

  @Test
  @DisplayName("names the place of a parameter that is missing")
  void parameters() throws IOException {
    CaseParameters params =
        TestPack.in(root)
            .listed("case", "k", "{'a': null, 'b': 'text', 'c': ['x', 'y']}", 1)
            .open()
            .entries()
            .get(0)
            .parameters();
    assertThatThrownBy(() -> params.number("a")).hasMessage("index-test.json[0].params has no 'a'");
    assertThat(params.number("a", 3)).isEqualTo(3);
    assertThat(params.texts("b")).containsExactly("text");
    assertThat(params.texts("c")).containsExactly("x", "y");
  }
}
