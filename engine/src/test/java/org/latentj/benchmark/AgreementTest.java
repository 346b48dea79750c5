package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.model.ModelConfig;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.DeviceMemory;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.HalfFloats;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

@DisplayName("The comparison with float64")
class AgreementTest {
  private static final ModelConfig TINY = TinyModel.CONFIG;
  private static final ComputeDevice CPU = ComputeDevice.choose("cpu");
  private static final LoadedModel.WeightSources RIGHT = new RandomModel(TINY).sources();
  private static final Pattern FAILED = Pattern.compile("(?m)^\\| ([^|]+?) +\\|.*\\| FAIL +\\|$");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static NetworkLoader loader(LoadedModel.WeightSources weights) {
    return (device, emission, mode) ->
        LoadedModel.load(TINY, weights, device, emission, mode, DeviceMemory.of(device));
  }

  private boolean agree(
      LoadedModel.WeightSources tested, MemoryMode mode, ElementType... precisions) {
    Agreement.Setup setup = new Agreement.Setup(48, 32, CPU, List.of(precisions), mode);
    return new Agreement(setup, loader(RIGHT), loader(tested))
        .run(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("passes right networks in every precision, and compares with float32, too")
  void right() {
    boolean agree =
        agree(RIGHT, MemoryMode.NORMAL, ElementType.BF16, ElementType.F16, ElementType.F32);

    assertThat(printed()).doesNotContain("FAIL").contains("All agree");
    assertThat(agree).isTrue();
    String cells = " +\\| [0-9.e+-]+ +\\| [0-9.e+-]+ +\\| ";
    for (String network :
        List.of("text encoder", "UNet at timestep 981", "VAE decoder", "VAE encoder")) {
      assertThat(printed())
          .containsPattern(network + " +\\| cpu F32 +\\| cpu F64" + cells + "1.0e-04 +\\| pass")
          .containsPattern(network + " +\\| cpu F16 +\\| cpu F64" + cells + "1.0e-02 +\\| pass")
          .containsPattern(network + " +\\| cpu BF16 +\\| cpu F64" + cells + "5.0e-02 +\\| pass")
          .containsPattern(network + " +\\| cpu BF16 +\\| cpu F32" + cells + "5.0e-02 +\\| pass");
    }
  }

  @Test
  @DisplayName("passes networks of the lowest memory mode, too")
  void lowest() {
    assertThat(agree(RIGHT, MemoryMode.LOWEST, ElementType.F32)).isTrue();
    assertThat(printed()).contains("in memory mode lowest");
  }

  @ParameterizedTest
  @DisplayName("fails the network of which a single weight is wrong, and no other")
  @CsvSource({
    "text encoder, text_model.encoder.layers.0.mlp.fc1.weight",
    "UNet, mid_block.resnets.0.conv1.weight",
    "UNet, down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_v.weight",
    "VAE decoder, decoder.mid_block.attentions.0.to_v.weight",
    "VAE encoder, encoder.conv_in.weight"
  })
  void disturbed(String network, String weight) {
    LoadedModel.WeightSources wrong =
        new LoadedModel.WeightSources(
            new Disturbed(RIGHT.textEncoder(), weight),
            new Disturbed(RIGHT.unet(), weight),
            new Disturbed(RIGHT.vae(), weight));
    boolean agree = agree(wrong, MemoryMode.NORMAL, ElementType.F32);

    assertThat(agree).isFalse();
    Set<String> failed = new TreeSet<>();
    for (Matcher row = FAILED.matcher(printed()); row.find(); ) {
      failed.add(row.group(1));
    }
    assertThat(failed).isNotEmpty().allMatch(name -> name.startsWith(network));
    assertThat(printed()).contains(failed.size() + " disagree");
  }

  /** Weights of which the first element of one tensor, where it is there, is larger by one. */
  private record Disturbed(Weights source, String wrong) implements Weights {

    @Override
    public Set<String> names() {
      return source.names();
    }

    @Override
    public Shape shape(String name) {
      return source.shape(name);
    }

    @Override
    public ElementType type(String name) {
      return source.type(name);
    }

    @Override
    public String origin(String name) {
      return source.origin(name);
    }

    @Override
    public StoredTensor read(String name) {
      StoredTensor right = source.read(name);
      if (name.equals(wrong)) {
        ByteBuffer data = right.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(0, HalfFloats.floatToHalf((float) (right.element(0) + 1)));
      }
      return right;
    }
  }
}
