package org.latentj.maven.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.runtime.TorchException;

@DisplayName("The choice of libtorch")
class LibtorchChoiceTest {
  private static final String RTX = "NVIDIA GeForce RTX 3060, 550.54.14, 8.6";
  private static final String CPU = "ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64";
  private static final String CUDA = "ai.djl.pytorch:pytorch-native-cu128:2.7.1:linux-x86_64";

  @ParameterizedTest
  @DisplayName("without a GPU is the CPU's of the platform, without a remark")
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-aarch64",
    "Mac OS X, aarch64, osx-aarch64",
    "Windows 11, amd64, win-x86_64",
  })
  void platforms(String system, String architecture, String classifier) {
    LibtorchChoice choice = LibtorchChoice.of(new FakeMachine(system, architecture), "auto");

    assertThat(artifacts(choice))
        .containsExactly("ai.djl.pytorch:pytorch-native-cpu:2.7.1:" + classifier);
    assertThat(choice.remark()).isEmpty();
  }

  @Test
  @DisplayName("fits the jar that this build's tests run on")
  void thisPlatform() {
    assertThat(System.getProperty("java.class.path"))
        .contains(
            "pytorch-native-cpu-%s-%s.jar"
                .formatted(
                    Libtorch.version(), Platform.classifier(Machine.current()).orElseThrow()));
  }

  @Test
  @DisplayName("on a platform without libtorch names those that have one")
  void unknownPlatform() {
    assertThatThrownBy(() -> LibtorchChoice.of(new FakeMachine("Linux", "riscv64"), "auto"))
        .isInstanceOf(TorchException.class)
        .hasMessage(
            "there is no libtorch for Linux on riscv64, only for linux-x86_64, linux-aarch64,"
                + " osx-aarch64, win-x86_64. PYTORCH_LIBRARY_PATH can name a folder with one");
  }

  @Test
  @DisplayName("with a GPU is CUDA's, and then the CPU's; the CPU's alone if asked for")
  void gpu() {
    LibtorchChoice choice = LibtorchChoice.of(FakeMachine.withGpu(RTX), "auto");
    assertThat(artifacts(choice)).containsExactly(CUDA, CPU);
    assertThat(choice.candidates()).extracting(Libtorch::cuda).containsExactly(true, false);
    assertThat(choice.remark()).isEmpty();
    assertThat(choice.notUsed("it broke"))
        .isEqualTo("NVIDIA GeForce RTX 3060 is not used: it broke; pictures are made on the CPU");

    assertThat(artifacts(LibtorchChoice.of(FakeMachine.withGpu(RTX), "cuda:0")))
        .containsExactly(CUDA);
    assertThat(artifacts(LibtorchChoice.of(FakeMachine.withGpu(RTX), "cpu"))).containsExactly(CPU);
  }

  @Test
  @DisplayName("takes any GPU that can be used")
  void secondGpu() {
    FakeMachine machine =
        new FakeMachine("Windows 10", "amd64")
            .answer("compute_cap", 0, "NVIDIA GeForce GTX 1080, 531.14, 6.1", "RTX, 531.14, 7.5");

    assertThat(LibtorchChoice.of(machine, "auto").gpu()).contains("RTX");
  }

  @ParameterizedTest
  @DisplayName("says in one sentence why a GPU is not used")
  @CsvSource(
      delimiter = '|',
      value = {
        "NVIDIA GeForce GTX 1080, 550.54.14, 6.1 | its compute capability 6.1 is below 7.5, which"
            + " libtorch 2.7.1 for CUDA 12.8 needs",
        "Tesla T4, 470.57.02, 7.5 | its driver 470.57.02 is older than 525.60.13, which libtorch"
            + " 2.7.1 for CUDA 12.8 needs",
      })
  void unusable(String line, String reason) {
    LibtorchChoice choice = LibtorchChoice.of(FakeMachine.withGpu(line), "auto");

    assertThat(artifacts(choice)).containsExactly(CPU);
    assertThat(choice.remark())
        .contains(
            "%s is not used: %s; pictures are made on the CPU"
                .formatted(line.split(",")[0], reason));
    assertThatThrownBy(() -> LibtorchChoice.of(FakeMachine.withGpu(line), "cuda"))
        .isInstanceOf(TorchException.class)
        .hasMessage(
            "device cuda cannot be used: %s: %s. Use device 'auto' or 'cpu' to run without it"
                .formatted(line.split(",")[0], reason));
  }

  @Test
  @DisplayName("knows old drivers, which do not tell the compute capability")
  void oldDriver() {
    FakeMachine machine =
        new FakeMachine("Linux", "amd64").answer("driver_version", 0, "Tesla K80, 440.33.01");

    assertThat(LibtorchChoice.of(machine, "auto").remark().orElseThrow())
        .startsWith("Tesla K80 is not used: its driver 440.33.01 is older than 525.60.13");
  }

  @Test
  @DisplayName("passes on what a broken driver says, and survives one that hangs")
  void brokenDriver() {
    FakeMachine broken =
        new FakeMachine("Linux", "amd64")
            .answer("compute_cap", 9, "no communication")
            .answer("driver_version", 9, "NVIDIA-SMI has failed", "because of the driver.");
    assertThat(LibtorchChoice.of(broken, "auto").remark())
        .contains(
            "the NVIDIA GPU is not used: nvidia-smi failed: NVIDIA-SMI has failed because of the"
                + " driver.; pictures are made on the CPU");

    FakeMachine hanging = FakeMachine.withGpu(RTX).hangs("nvidia-smi did not end within 30 s");
    assertThat(LibtorchChoice.of(hanging, "auto").remark())
        .contains(
            "the NVIDIA GPU is not used: nvidia-smi did not end within 30 s; pictures are made on"
                + " the CPU");
  }

  @Test
  @DisplayName("has no remark where there is no GPU, or where the user hides it")
  void noGpu() {
    FakeMachine empty =
        new FakeMachine("Linux", "amd64")
            .answer("compute_cap", 6, "No devices were found")
            .answer("driver_version", 6, "No devices were found");
    assertThat(LibtorchChoice.of(empty, "auto").remark()).isEmpty();

    FakeMachine hidden = FakeMachine.withGpu(RTX).with("CUDA_VISIBLE_DEVICES", "-1");
    assertThat(artifacts(LibtorchChoice.of(hidden, "auto"))).containsExactly(CPU);
    assertThat(LibtorchChoice.of(hidden, "auto").remark()).isEmpty();
    assertThatThrownBy(() -> LibtorchChoice.of(hidden, "cuda"))
        .hasMessage(
            "device cuda cannot be used: no GPU: CUDA_VISIBLE_DEVICES=-1 hides all GPUs. Use device"
                + " 'auto' or 'cpu' to run without it");
    assertThatThrownBy(() -> LibtorchChoice.of(new FakeMachine("Linux", "amd64"), "cuda"))
        .hasMessageStartingWith(
            "device cuda cannot be used: no GPU: there is no NVIDIA driver, whose nvidia-smi");
  }

  @Test
  @DisplayName("says that there is no engine with CUDA for some platforms")
  void noCuda() {
    FakeMachine machine =
        new FakeMachine("Linux", "aarch64").answer("compute_cap", 0, "NVIDIA GH200, 550.54, 9.0");

    assertThat(LibtorchChoice.of(machine, "auto").remark())
        .contains(
            "NVIDIA GH200 is not used: there is no engine with CUDA for linux-aarch64; pictures are"
                + " made on the CPU");
  }

  @Test
  @DisplayName("takes what DJL has in its cache, and before all what the user names")
  void folders(@TempDir Path cache) throws Exception {
    Path folder = Files.createDirectories(cache.resolve("pytorch/2.7.1-cu128-linux-x86_64"));
    FakeMachine machine = FakeMachine.withGpu(RTX).with("DJL_CACHE_DIR", cache.toString());
    assertThat(artifacts(LibtorchChoice.of(machine, "auto"))).containsExactly(CUDA, CPU);

    Files.createFile(folder.resolve("libtorch.so"));
    Libtorch found = LibtorchChoice.of(machine, "cuda").candidates().get(0);
    assertThat(found.artifact()).isEmpty();
    assertThat(found.environment())
        .isEqualTo(
            Map.of(
                "PYTORCH_LIBRARY_PATH", folder.toString(),
                "PYTORCH_VERSION", "2.7.1",
                "PYTORCH_FLAVOR", "cu128"));

    machine.with("PYTORCH_LIBRARY_PATH", "/opt/libtorch/lib");
    LibtorchChoice named = LibtorchChoice.of(machine, "auto");
    assertThat(named.candidates()).containsExactly(new Libtorch(Optional.empty(), Map.of(), false));
  }

  private static List<String> artifacts(LibtorchChoice choice) {
    return choice.candidates().stream()
        .map(candidate -> candidate.artifact().orElseThrow().toString())
        .toList();
  }
}
