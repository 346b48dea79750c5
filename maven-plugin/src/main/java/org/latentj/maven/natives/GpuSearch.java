package org.latentj.maven.natives;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a machine has of GPUs.
 *
 * @param name of the GPU, or {@code the NVIDIA GPU}; empty if the machine has none
 * @param obstacle why none can be used; empty if {@code name} can
 */
record GpuSearch(Optional<String> name, Optional<String> obstacle) {
  private static final String PROGRAM = "nvidia-smi";
  private static final String SOME_GPU = "the NVIDIA GPU";
  private static final String HIDDEN = "CUDA_VISIBLE_DEVICES";

  /** Asks the driver's own program, which is there wherever the driver is. */
  static GpuSearch on(Machine machine) {
    Optional<String> hidden = machine.variable(HIDDEN).filter(GpuSearch::hidesAll);
    if (hidden.isPresent()) {
      return absent("%s=%s hides all GPUs".formatted(HIDDEN, hidden.get()));
    }
    try {
      Optional<Machine.Output> output = query(machine, "name,driver_version,compute_cap");
      if (output.isPresent() && output.get().exitCode() != 0) {
        // Drivers of 2020 and before know no compute_cap.
        output = query(machine, "name,driver_version");
      }
      return output
          .map(found -> evaluate(machine, found))
          .orElseGet(
              () -> absent("there is no NVIDIA driver, whose " + PROGRAM + " was looked for"));
    } catch (IOException e) {
      return unusable(SOME_GPU, e.getMessage());
    }
  }

  private static boolean hidesAll(String value) {
    return value.isBlank() || value.strip().startsWith("-") || value.equals("NoDevFiles");
  }

  private static Optional<Machine.Output> query(Machine machine, String fields) throws IOException {
    return machine.run(List.of(PROGRAM, "--query-gpu=" + fields, "--format=csv,noheader"));
  }

  private static GpuSearch evaluate(Machine machine, Machine.Output output) {
    List<Gpu> gpus = output.lines().stream().flatMap(line -> Gpu.parse(line).stream()).toList();
    if (gpus.isEmpty()) {
      String said = String.join(" ", output.lines()).strip();
      return output.exitCode() == 0 || said.startsWith("No devices were found")
          ? absent("the NVIDIA driver knows of no GPU")
          : unusable(SOME_GPU, "%s failed: %s".formatted(PROGRAM, said));
    }
    boolean windows = machine.systemName().startsWith("Windows");
    return gpus.stream()
        .filter(gpu -> gpu.obstacle(windows).isEmpty())
        .findFirst()
        .map(gpu -> new GpuSearch(Optional.of(gpu.name()), Optional.empty()))
        .orElseGet(() -> unusable(gpus.get(0).name(), gpus.get(0).obstacle(windows).orElseThrow()));
  }

  private static GpuSearch absent(String reason) {
    return new GpuSearch(Optional.empty(), Optional.of(reason));
  }

  private static GpuSearch unusable(String name, String reason) {
    return new GpuSearch(Optional.of(name), Optional.of(reason));
  }
}
