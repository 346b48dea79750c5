package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.tensor.ElementType;

class ComputeDeviceTest {
  private static final ComputeDevice GPU = new ComputeDevice("cuda:1", "for the test");

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "CPU", " Cpu\n"})
  @DisplayName("the CPU can always be had")
  void cpu(String choice) {
    ComputeDevice device = ComputeDevice.choose(choice);

    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.isGpu()).isFalse();
    assertThat(device.djl().isGpu()).isFalse();
    assertThat(device.reason()).isEqualTo("CPU, as asked for");
  }

  @Test
  @DisplayName("a GPU's name is DJL's device of that number")
  void gpuName() {
    assertThat(GPU.isGpu()).isTrue();
    assertThat(GPU.djl()).isEqualTo(Device.gpu(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:1x", "cuda:99999999999", "cpu:0", "cuda 0"})
  @DisplayName("any other name is refused with the allowed ones")
  void badNames(String choice) {
    assertThatThrownBy(() -> ComputeDevice.choose(choice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected device auto, cpu, cuda, cuda:N or mps but got '%s'", choice);
  }

  @Test
  @DisplayName("without a usable GPU, auto falls back to the CPU and says why; a demand fails")
  void withoutGpu() {
    assumeTrue(!Torch.builtForCuda(), "this libtorch is a CUDA build");

    ComputeDevice device = ComputeDevice.choose("AUTO");

    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.reason()).startsWith("CPU, because ");
    assertThatThrownBy(() -> ComputeDevice.choose("cuda:0"))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("device cuda:0 cannot be used: ")
        .hasMessageEndingWith("Use device 'auto' or 'cpu' to run without it.")
        .hasMessageContaining(device.reason().substring("CPU, because ".length()));
  }

  @Test
  @DisplayName("each obstacle is told apart: no GPU, a CPU build that hides it, no such number")
  void obstacles() {
    assertThat(ComputeDevice.obstacle(0, false, 0)).isEqualTo("no CUDA device was found");
    assertThat(ComputeDevice.obstacle(0, true, 0)).isEqualTo("no CUDA device was found");
    assertThat(ComputeDevice.obstacle(2, false, 0))
        .startsWith("2 CUDA device(s) were found")
        .contains("pytorch-native-cpu on the class path hides the CUDA build");
    assertThat(ComputeDevice.obstacle(2, true, 2))
        .isEqualTo("there is no GPU 2: 2 were found, numbered from 0");
    assertThat(ComputeDevice.obstacle(2, true, 1)).isNull();
  }

  @Test
  @DisplayName("Apple's GPUs are DJL's device of that name, and refused with a reason elsewhere")
  void metal() {
    ComputeDevice metal = new ComputeDevice("mps", "for the test");
    assertThat(metal.isGpu()).isTrue();
    assertThat(metal.sharesHostMemory()).isTrue();
    assertThat(metal.djl()).isEqualTo(Device.of("mps", -1));
    assertThat(Precision.AUTO.elementType(metal)).isEqualTo(ElementType.F16);

    assertThatThrownBy(() -> ComputeDevice.metal("Linux", "amd64"))
        .isInstanceOf(TorchException.class)
        .hasMessage(
            "device mps cannot be used: it is a Mac's with an Apple processor, and this is Linux on"
                + " amd64. Use device 'auto' or 'cpu' to run without it.");
  }

  @Test
  @DisplayName("a library without a device's kernels says why it cannot be used")
  void allocationFailure() {
    assertThat(Torch.allocationFailure(Device.cpu())).isNull();
    assumeTrue(!Torch.builtForCuda(), "this libtorch is a CUDA build");
    assertThat(Torch.allocationFailure(Device.gpu(0))).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "amd64,fpu avx512f avx512_bf16 vaes,true,true,false",
    "amd64,fpu avx2,true,false,false",
    "x86_64,fpu avx512_bf16 amx_bf16 avx512f,true,true,true",
    "amd64,fpu avx512f avx512_bf16x,true,false,false",
    "aarch64,fp asimd bf16,false,false,false"
  })
  @DisplayName("what a processor is and knows, as Java and Linux tell")
  void processors(
      String architecture, String flags, boolean x86, boolean brainFloats, boolean tiles) {
    String cpuInfo = "processor\t: 0\nmodel name\t: X\nflags\t\t: %s\n\n".formatted(flags);
    assertThat(Processor.of(architecture, cpuInfo))
        .isEqualTo(new Processor(x86, brainFloats, tiles));
    assertThat(Processor.of(architecture, "")).isEqualTo(new Processor(x86, false, false));
  }

  @Test
  @DisplayName("networks are emitted as the processor runs them fastest")
  void emissionOfProcessors() {
    EmitOptions half = EmitOptions.forInference(ElementType.BF16, false);
    EmitOptions single = EmitOptions.forInference(ElementType.F32, false);
    EmitOptions sliced = half.without(Optimization.FUSED_ATTENTION).withSlicedAttention(true);
    Processor tiles = new Processor(true, true, true);
    Processor brainFloats = new Processor(true, true, false);
    Processor plain = new Processor(true, false, false);
    Processor other = new Processor(false, false, false);

    assertThat(tiles.emission(half)).isEqualTo(ordered(half));
    assertThat(brainFloats.emission(half)).isEqualTo(ordered(sliced));
    // oneDNN refuses bfloat16 on some of these.
    assertThat(plain.emission(half)).isEqualTo(sliced);
    assertThat(plain.emission(single)).isEqualTo(ordered(single));
    assertThat(other.emission(single)).isEqualTo(single);
  }

  /** With weights that are changed for oneDNN when they are loaded. */
  private static EmitOptions ordered(EmitOptions options) {
    return options
        .withOptimization(Optimization.PACKED_WEIGHTS)
        .withOptimization(Optimization.FOLDED_UPSAMPLING);
  }

  @ParameterizedTest
  @CsvSource({
    "auto,AUTO",
    "F32,F32",
    "fp32,F32",
    "Float32,F32",
    "float,F32",
    "fp16,F16",
    "HALF,F16",
    "' bf16 ',BF16",
    "bfloat16,BF16"
  })
  @DisplayName("precisions have the names that users write")
  void precisionNames(String name, Precision precision) {
    assertThat(Precision.ofName(name)).isEqualTo(precision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "f8", "fp64", "int8", "16"})
  @DisplayName("any other precision is refused with the allowed ones")
  void badPrecisions(String name) {
    assertThatThrownBy(() -> Precision.ofName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected precision auto, fp32, fp16 or bf16 but got '" + name + "'");
  }

  @Test
  @DisplayName("auto computes in half precision on a GPU, and on a CPU that gains by it")
  void automaticPrecision() {
    ComputeDevice cpu = ComputeDevice.choose("cpu");

    assertThat(Precision.AUTO.elementType(GPU)).isEqualTo(ElementType.F16);
    assertThat(Precision.AUTO.elementType(cpu)).isEqualTo(ElementType.F32);
    Processor units = new Processor(true, true, false);
    long large = 860_000_000;
    assertThat(Precision.AUTO.elementType(cpu, large, units)).isEqualTo(ElementType.BF16);
    assertThat(Precision.AUTO.elementType(cpu, 10_000_000, units)).isEqualTo(ElementType.F32);
    assertThat(Precision.AUTO.elementType(cpu, large, new Processor(true, false, false)))
        .isEqualTo(ElementType.F32);
    assertThat(Precision.AUTO.elementType(GPU, large, units)).isEqualTo(ElementType.F16);
    assertThat(Precision.BF16.elementType(GPU)).isEqualTo(ElementType.BF16);
    assertThat(Precision.F32.elementType(GPU)).isEqualTo(ElementType.F32);
    assertThat(Precision.F16.elementType(cpu)).isEqualTo(ElementType.F16);
  }
}
