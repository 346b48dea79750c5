package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;
import static org.latentj.runtime.TinyNetworks.relativeError;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.image.Tiling;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.network.UNet;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

/** Networks in all memory modes, and emitted in all ways, compute the same. */
class MemoryModesTest {
  private static final FloatTensor SAMPLES = noise(1, 3, 4, 9, 8);
  private static final FloatTensor TEXTS = noise(2, 3, 154, 24);

  private static UNetModel unet(EmitOptions options, MemoryLadder ladder) {
    return new UNetModel(
        TinyNetworks.UNET,
        TinyNetworks.weights(TinyNetworks.UNET),
        options,
        TinyNetworks.CPU,
        ladder);
  }

  private static FloatTensor reference() {
    try (UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN)) {
      return predict(unet, SAMPLES, 500, TEXTS);
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryMode.class)
  @DisplayName("a batch that is predicted in parts gives what it gives at once")
  void unetModes(MemoryMode mode) {
    LimitedMemory memory = new LimitedMemory();
    try (UNetModel unet = unet(TinyNetworks.PLAIN, new MemoryLadder(memory, mode))) {
      assertThat(predict(unet, SAMPLES, 500, TEXTS).maxAbsDifference(reference())).isLessThan(1e-5);
    }
    long row = 24L * 9 * 8 * 16 * 4;
    assertThat(memory.claims()).contains(row * Math.max(1, mode.rowsAtOnce(3)));
  }

  @ParameterizedTest
  @EnumSource(Optimization.class)
  @DisplayName("a network emitted without one of the optimizations computes the same")
  void optimizations(Optimization left) {
    EmitOptions all = EmitOptions.forInference(ElementType.F32, false);
    compare(Processor.current().emission(all).without(left));
  }

  @Test
  @DisplayName("and without all of them, and with attention in slices, fused or not")
  void allOptimizations() {
    compare(TinyNetworks.PLAIN.without(Optimization.values()));
    compare(EmitOptions.forInference(ElementType.F32, false));
    compare(TinyNetworks.PLAIN.withSlicedAttention(true));
    compare(TinyNetworks.PLAIN.withWeightsFetchedTo("cpu"));
    compare(TinyNetworks.PLAIN.without(Optimization.values()).withSlicedAttention(true));
  }

  @Test
  @DisplayName("a prompt and times that are prepared at every step are kept until then")
  void unpreparedInputs() throws InterruptedException {
    EmitOptions plain = TinyNetworks.PLAIN.without(Optimization.values());
    try (UNetModel unet = unet(plain, MemoryLadder.unguarded());
        Conditioning conditioning = unet.condition(TEXTS);
        TimeTable times = unet.times(new double[] {500})) {
      FreedBuffers.overwrite(4 * TEXTS.data().length);

      FloatTensor out = unet.predict(SAMPLES, times, 0, conditioning, Tiling.NONE);
      assertThat(out.maxAbsDifference(reference())).isLessThan(1e-5);
    }
  }

  @Test
  @DisplayName("packed weights give the same, also where edges wrap or images are channels last")
  void packedWeights() {
    assumeTrue(Processor.current().x86(), "oneDNN computes on x86 only");
    EmitOptions packed =
        EmitOptions.forInference(ElementType.F32, false)
            .withOptimization(Optimization.PACKED_WEIGHTS);
    assertThat(packed.packsWeights()).isTrue();
    compare(packed);
    compare(packed.withChannelsLast(true));
    compare(packed.without(Optimization.FUSED_PROJECTIONS, Optimization.TIMES_ONCE));
    compare(packed.without(Optimization.FUSED_ATTENTION).withSlicedAttention(true));
    FloatTensor latents = noise(1, 1, 4, 6, 5);
    Tiling wrapped = Tiling.BOTH;
    try (VaeModel vae = TinyNetworks.load(TinyNetworks.VAE, packed);
        VaeModel plain = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN)) {
      FloatTensor picture = vae.decode(latents, wrapped);
      assertThat(picture.maxAbsDifference(plain.decode(latents, wrapped))).isLessThan(1e-5);
    }
  }

  @Test
  @DisplayName("weights of another type than is computed in are not packed, since each is cast")
  void notPacked() {
    EmitOptions packed = EmitOptions.reference().withOptimization(Optimization.PACKED_WEIGHTS);
    assertThat(packed.withStorage(ElementType.F16).packsWeights()).isFalse();
    assertThat(packed.withWeightsFetchedTo("cpu").packsWeights()).isFalse();
    try (UNetModel unet = unet(packed.withStorage(ElementType.F16), MemoryLadder.unguarded())) {
      FloatTensor out = predict(unet, SAMPLES, 500, TEXTS);
      assertThat(out.maxAbsDifference(reference())).isLessThan(1e-2);
    }
  }

  private static void compare(EmitOptions options) {
    try (UNetModel unet = unet(options, MemoryLadder.unguarded())) {
      FloatTensor out = predict(unet, SAMPLES, 500, TEXTS);
      assertThat(out.maxAbsDifference(reference())).isLessThan(1e-5);
    }
    FloatTensor latents = noise(1, 1, 4, 6, 5);
    int[][] ids = {{1, 2, 3, 4}};
    try (VaeModel vae = TinyNetworks.load(TinyNetworks.VAE, options);
        VaeModel plain = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
        TextEncoderModel text = TinyNetworks.load(TinyNetworks.TEXT, options);
        TextEncoderModel plainText = TinyNetworks.load(TinyNetworks.TEXT, TinyNetworks.PLAIN)) {
      FloatTensor picture = vae.decode(latents, Tiling.NONE);
      FloatTensor expected = plain.decode(latents, Tiling.NONE);
      assertThat(picture.maxAbsDifference(expected)).isLessThan(1e-5);
      assertThat(
              vae.encode(picture, Tiling.NONE)
                  .moments()
                  .maxAbsDifference(plain.encode(picture, Tiling.NONE).moments()))
          .isLessThan(1e-5);
      assertThat(text.encode(ids, 0).maxAbsDifference(plainText.encode(ids, 0))).isLessThan(1e-5);
    }
  }

  @Test
  @DisplayName("weights kept in 16 bits take half the memory and cost their rounding only")
  void halvedWeights() {
    EmitOptions halved = TinyNetworks.PLAIN.withStorage(ElementType.F16);
    FloatTensor latents = noise(1, 1, 4, 6, 5);
    int[][] ids = {{1, 2, 3, 4}};
    try (UNetModel unet = unet(halved, MemoryLadder.unguarded());
        UNetModel whole = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN);
        VaeModel vae = TinyNetworks.load(TinyNetworks.VAE, halved);
        VaeModel wholeVae = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
        TextEncoderModel text = TinyNetworks.load(TinyNetworks.TEXT, halved);
        TextEncoderModel wholeText = TinyNetworks.load(TinyNetworks.TEXT, TinyNetworks.PLAIN)) {
      assertThat(unet.weightBytes()).isEqualTo(whole.weightBytes() / 2);
      assertThat(relativeError(predict(unet, SAMPLES, 500, TEXTS), reference()))
          .isBetween(1e-7, 2e-3);
      assertThat(
              relativeError(
                  vae.decode(latents, Tiling.NONE), wholeVae.decode(latents, Tiling.NONE)))
          .isBetween(1e-7, 2e-3);
      assertThat(relativeError(text.encode(ids, 0), wholeText.encode(ids, 0)))
          .isBetween(1e-7, 2e-3);
    }
  }

  @Test
  @DisplayName("weights that were parked and brought back are the same, and leave no copy behind")
  void parking() {
    EmitOptions half = new EmitOptions(ElementType.BF16, true, false, false, false);
    try (Network network =
            new Network(
                o -> UNet.script(TinyNetworks.UNET, o),
                TinyNetworks.weights(TinyNetworks.UNET),
                half,
                TinyNetworks.CPU);
        Arena arena = Arena.on(TinyNetworks.CPU)) {
      var embedding = arena.upload(noise(3, 2, 16));
      int before = NativeAccounting.tensors();
      float[] first = time(network, embedding);
      network.park();
      network.park();
      assertThat(NativeAccounting.tensors()).isEqualTo(before);
      // Running brings them back.
      assertThat(time(network, embedding)).isEqualTo(first);
      assertThat(NativeAccounting.tensors()).isEqualTo(before);
    }
  }

  private static float[] time(Network network, PtNDArray embedding) {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod cast = script.begin("cast");
    int single = ElementType.F32.scalarType();
    script.end(cast, cast.call("to", cast.tensor("x"), single, false, false, null));
    try (Arena results = Arena.on(TinyNetworks.CPU);
        IValue input = IValue.from(embedding);
        NativeScript toFloat = new NativeScript(script.build(), TinyNetworks.CPU);
        IValue none = IValue.listFrom(new PtNDArray[0]);
        IValue rows = IValue.from(network.run(network.options(), results, "time", input))) {
      return Arena.download(toFloat.run(results, "cast", none, rows)).data();
    }
  }
}
