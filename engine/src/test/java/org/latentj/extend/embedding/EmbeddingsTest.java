package org.latentj.extend.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.fixture.PickleWriter;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.extend.lora.LoraFixture;
import org.latentj.extend.lora.MapWeights;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("Textual inversions")
class EmbeddingsTest {
  private static final String TABLE = "text_model.embeddings.token_embedding.weight";

  @TempDir private Path folder;

  private static Embeddings read(Path... where) {
    return Embeddings.read(List.of(where), 2, 10);
  }

  private static float[] table(Embeddings embeddings) {
    Weights base =
        new MapWeights(
            Map.of(TABLE, new FloatTensor(Shape.of(2, 2), new float[] {-1, -2, -3, -4})));
    Weights extended = embeddings.appendedTo(base);
    assertThat(extended.shape(TABLE)).isEqualTo(extended.read(TABLE).shape());
    assertThat(extended.type(TABLE)).isEqualTo(ElementType.F32);
    return extended.read(TABLE).toFloats().data();
  }

  @Test
  @DisplayName("become rows behind the vocabulary's, each with its id")
  void rows() throws IOException {
    Path two =
        new LoraFixture()
            .with("emb_params", Shape.of(2, 2), 1, 2, 3, 4)
            .with("another", Shape.of(1), 9)
            .write(folder.resolve("two.safetensors"));
    Path one =
        new LoraFixture()
            .with("<style>", Shape.of(2), 5, 6)
            .write(folder.resolve("one.safetensors"));

    Embeddings embeddings = read(two, one);

    assertThat(table(embeddings)).containsExactly(-1, -2, -3, -4, 1, 2, 3, 4, 5, 6);
    assertThat(embeddings.vectors()).isEqualTo(3);
    assertThat(embeddings.entries())
        .containsExactly(
            new Embeddings.Entry("two", two, List.of(10, 11), Optional.empty()),
            new Embeddings.Entry("one", one, List.of(12), Optional.empty()));
    assertThat(table(read())).containsExactly(-1, -2, -3, -4);
  }

  private static void vectors(PickleWriter out) {
    out.tensor("FloatStorage", "0", 4, 0, new long[] {2, 2}, new long[] {2, 1});
  }

  @Test
  @DisplayName("are read from A1111's .pt, which holds other things besides")
  void webui() throws IOException {
    TorchSample sample =
        new TorchSample()
            .floats("0", 1, 2, 3, 4)
            .entry("string_to_token", out -> out.op('}').text("*").number(265).op('s'))
            .entry(
                "string_to_param",
                out -> {
                  out.op('}').text("*");
                  vectors(out);
                  out.op('s');
                })
            .entry("name", out -> out.text("a name that nobody uses"))
            .entry("step", out -> out.number(1500));
    Path file = Files.write(folder.resolve("style.pt"), sample.zip());
    assertThat(table(read(file))).endsWith(1, 2, 3, 4);
    Path legacy = Files.write(folder.resolve("old.pt"), sample.legacy());
    assertThat(table(read(legacy))).endsWith(1, 2, 3, 4);
  }

  @Test
  @DisplayName("are read from the authors' own .pt, where string_to_param is a ParameterDict")
  void parameterDict() throws IOException {
    TorchSample sample =
        new TorchSample()
            .floats("0", 1, 2, 3, 4)
            .entry(
                "string_to_param",
                out -> {
                  out.global("torch.nn.modules.container", "ParameterDict").op(')').raw(0x81);
                  out.op('}').text("_parameters").op('}').text("*");
                  vectors(out);
                  out.op('s').op('s').op('b');
                });
    Path file = Files.write(folder.resolve("style.pt"), sample.zip());
    assertThat(table(read(file))).endsWith(1, 2, 3, 4);
  }

  private void assertRefused(LoraFixture file, String words) throws IOException {
    Path path = folder.resolve("bad.safetensors");
    file.write(path);
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("bad.safetensors")
        .hasMessageContaining(words);
    Embeddings inFolder = read(folder);
    assertThat(inFolder.entries()).singleElement().satisfies(e -> assertThat(e.ids()).isEmpty());
    assertThat(inFolder.entries().get(0).problem().orElseThrow()).contains(words);
    assertThat(table(inFolder)).hasSize(4);
    Files.delete(path);
  }

  @Test
  @DisplayName("of other widths or contents are refused at once if named, when used if in a folder")
  void refused() throws IOException {
    LoraFixture wide = new LoraFixture();
    wide.random("emb_params", 1, 1024);
    assertRefused(
        wide,
        "the textual inversion's vectors have 1024 values, but this model's have 2; it was made for"
            + " Stable Diffusion 2.x");
    LoraFixture xl = new LoraFixture();
    xl.random("clip_g", 1, 1280);
    xl.random("clip_l", 1, 768);
    assertRefused(xl, "made for Stable Diffusion XL");
    LoraFixture many = new LoraFixture();
    many.random("a", 1, 2);
    many.random("b", 1, 2);
    assertRefused(many, "there are 2");
    LoraFixture rank = new LoraFixture();
    rank.random("a", 1, 2, 2);
    assertRefused(rank, "(1, 2, 2)");
    LoraFixture tall = new LoraFixture();
    tall.random("a", 76, 2);
    assertRefused(tall, "1 to 75 vectors");
    assertRefused(new LoraFixture().zeros("a", ElementType.I64, 1, 2), "a is I64");
    assertRefused(new LoraFixture().with("a", Shape.of(1, 2), 1, Float.NaN), "holds NaN");
  }

  @Test
  @DisplayName("that attack are refused and execute nothing; two of one name are refused")
  void hostile() throws IOException {
    Path marker = folder.resolve("marker");
    TorchSample attack = new TorchSample().entry("string_to_param", out -> out.attack(marker));
    Path file = Files.write(folder.resolve("a.pt"), attack.zip());
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("os.system");
    assertThat(marker).doesNotExist();
    Path cut = folder.resolve("cut.pt");
    Files.write(cut, Arrays.copyOf(attack.zip(), 100));
    assertThatThrownBy(() -> read(cut)).isInstanceOf(CheckpointException.class);

    new LoraFixture().with("x", Shape.of(2), 1, 2).write(folder.resolve("a.safetensors"));
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("two textual inversions are named 'a'");
  }
}
