package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.PLAIN;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.model.ModelConfig;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.UNetConfig;
import org.latentj.runtime.LoadedModel.WeightSources;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

class WeightLoadingTest {
  private static final FloatTensor SAMPLE = noise(1, 1, 4, 8, 8);
  private static final FloatTensor TEXT = noise(2, 1, 77, 24);
  private static final UNetConfig SMALL =
      TinyNetworks.unet(List.of(16), 1, List.of(true), List.of(2), 1);
  private static final Weights UNET = TinyNetworks.weights(SMALL);
  private static final ModelConfig CONFIG =
      new ModelConfig(
          TinyNetworks.TEXT, SMALL, TinyNetworks.VAE, NoiseScheduleConfig.stableDiffusion1(), 0);

  private static FloatTensor run(UnaryOperator<StoredTensor> change) {
    Weights weights = AlteredWeights.of(UNET, change);
    try (UNetModel model = new UNetModel(SMALL, weights, PLAIN, TinyNetworks.CPU)) {
      return predict(model, SAMPLE, 300, TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "F64"})
  @DisplayName("weights stored in another type are the same as these values stored in float32")
  void storedTypes(ElementType type) {
    FloatTensor stored = run(t -> AlteredWeights.as(type, t));
    FloatTensor expanded = run(t -> AlteredWeights.as(ElementType.F32, AlteredWeights.as(type, t)));

    assertThat(stored.data()).isEqualTo(expanded.data());
    if (type != ElementType.F64) {
      assertThat(stored.maxAbsDifference(run(t -> t))).as("rounding shows").isGreaterThan(1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "F32", "F64"})
  @DisplayName("the parts of joined weights may be stored in different types")
  void mixedTypes(ElementType other) {
    UnaryOperator<StoredTensor> queriesInBrainFloats =
        t -> AlteredWeights.as(t.name().contains(".to_q.") ? ElementType.BF16 : other, t);
    UnaryOperator<StoredTensor> valuesInBrainFloats =
        t -> AlteredWeights.as(t.name().contains(".to_v.") ? ElementType.BF16 : other, t);

    for (UnaryOperator<StoredTensor> mix : List.of(queriesInBrainFloats, valuesInBrainFloats)) {
      FloatTensor expanded = run(t -> AlteredWeights.as(ElementType.F32, mix.apply(t)));
      assertThat(run(mix).data()).isEqualTo(expanded.data());
    }
  }

  @Test
  @DisplayName("a type that holds no weights is refused by the tensor's name")
  void integers() {
    Weights weights = AlteredWeights.of(UNET, t -> AlteredWeights.as(ElementType.I8, t));

    assertThatThrownBy(() -> new UNetModel(SMALL, weights, PLAIN, TinyNetworks.CPU))
        .isInstanceOf(TorchException.class)
        .hasMessageMatching("tensor \\S+ has type I8, but weights must be F16, BF16, F32 or F64");
  }

  @Test
  @DisplayName("the weights do not share memory with the checkpoint's bytes")
  void copies() {
    List<StoredTensor> handed = new ArrayList<>();
    Weights weights =
        AlteredWeights.of(
            UNET,
            t -> {
              handed.add(t);
              return t;
            });
    try (UNetModel model = new UNetModel(SMALL, weights, PLAIN, TinyNetworks.CPU)) {
      FloatTensor before = predict(model, SAMPLE, 300, TEXT);
      handed.forEach(t -> t.data().put(new byte[t.data().capacity()]));

      assertThat(predict(model, SAMPLE, 300, TEXT).data()).isEqualTo(before.data());
    }
  }

  private static WeightSources sources(Weights text, Weights unet, Weights vae) {
    return new WeightSources(
        text == null ? TinyNetworks.weights(TinyNetworks.TEXT) : text,
        unet == null ? UNET : unet,
        vae == null ? TinyNetworks.weights(TinyNetworks.VAE) : vae);
  }

  private static void assertRefused(WeightSources sources, String... words) {
    int before = NativeAccounting.tensors();
    assertThatThrownBy(() -> LoadedModel.load(CONFIG, sources, TinyNetworks.CPU, ElementType.F32))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(words);
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("a missing tensor is named, with its network, before anything is loaded")
  void missing() {
    String name = "mid_block.resnets.1.conv2.bias";
    assertRefused(
        sources(null, AlteredWeights.without(UNET, name), null), "UNet", "1 tensors missing", name);
    Weights text =
        AlteredWeights.without(
            TinyNetworks.weights(TinyNetworks.TEXT), "text_model.final_layer_norm.weight");
    assertRefused(sources(text, null, null), "text encoder", "text_model.final_layer_norm.weight");
    Weights vae =
        AlteredWeights.without(TinyNetworks.weights(TinyNetworks.VAE), "encoder.conv_in.weight");
    assertRefused(sources(null, null, vae), "VAE", "encoder.conv_in.weight (8, 3, 3, 3)");
  }

  @Test
  @DisplayName("a tensor of another shape is named with both shapes")
  void misshapen() {
    Weights transposed =
        AlteredWeights.of(
            UNET,
            t ->
                t.name().equals("time_embedding.linear_1.weight")
                    ? AlteredWeights.reshaped(t, Shape.of(16, 64))
                    : t);

    assertRefused(
        sources(null, transposed, null),
        "time_embedding.linear_1.weight",
        "expected (64, 16) but got (16, 64)",
        "altered random weights");
  }

  @Test
  @DisplayName("integer weights are refused as not floating-point")
  void integerWeights() {
    Weights integers =
        AlteredWeights.of(
            UNET,
            t -> t.name().equals("conv_in.weight") ? AlteredWeights.as(ElementType.I8, t) : t);

    assertRefused(sources(null, integers, null), "not floating-point", "conv_in.weight is I8");
  }
}
