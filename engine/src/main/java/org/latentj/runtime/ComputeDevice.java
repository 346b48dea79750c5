package org.latentj.runtime;

import ai.djl.Device;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device that networks run on, and why it was chosen.
 *
 * @param name {@code cpu}, {@code cuda:N} or {@code mps}
 * @param reason a sentence for the user: what was found, and why a GPU is not used if it is not
 */
public record ComputeDevice(String name, String reason) {
  private static final String MPS = "mps";
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  /**
   * Chooses a device. Loads the native library.
   *
   * @param choice {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N} or {@code mps} (Apple's
   *     GPUs, only when asked for: not measured yet); case does not matter
   * @throws IllegalArgumentException if it is none of these
   * @throws TorchException if a GPU is demanded that cannot be used, with the reason
   */
  public static ComputeDevice choose(String choice) {
    String wanted = choice.strip().toLowerCase(Locale.ROOT);
    if (wanted.equals("cpu")) {
      return new ComputeDevice("cpu", "CPU, as asked for");
    }
    if (wanted.equals(MPS)) {
      return metal(System.getProperty("os.name"), System.getProperty("os.arch"));
    }
    Matcher cuda = CUDA.matcher(wanted);
    boolean demanded = cuda.matches();
    if (!demanded && !wanted.equals("auto")) {
      throw new IllegalArgumentException(
          "expected device auto, cpu, cuda, cuda:N or mps but got '%s'".formatted(choice));
    }
    int index = demanded && cuda.group(1) != null ? Integer.parseInt(cuda.group(1)) : 0;
    String obstacle = obstacle(Torch.gpuCount(), Torch.builtForCuda(), index);
    if (obstacle == null) {
      return new ComputeDevice("cuda:" + index, "GPU " + index + " of " + Torch.gpuCount());
    }
    if (demanded) {
      throw new TorchException(
          "device %s cannot be used: %s. Use device 'auto' or 'cpu' to run without it."
              .formatted(wanted, obstacle));
    }
    return new ComputeDevice("cpu", "CPU, because " + obstacle);
  }

  /** Apple's GPU, if there is one and libtorch can allocate on it. */
  static ComputeDevice metal(String system, String architecture) {
    String obstacle =
        system.startsWith("Mac") && architecture.equals("aarch64")
            ? Torch.allocationFailure(Device.of(MPS, -1))
            : "it is a Mac's with an Apple processor, and this is %s on %s"
                .formatted(system, architecture);
    if (obstacle != null) {
      throw new TorchException(
          "device mps cannot be used: %s. Use device 'auto' or 'cpu' to run without it."
              .formatted(obstacle));
    }
    return new ComputeDevice(MPS, "Apple's GPU, as asked for");
  }

  /** Why GPU {@code index} cannot be used; null if it can. */
  static String obstacle(int gpus, boolean builtForCuda, int index) {
    if (gpus == 0) {
      return "no CUDA device was found";
    }
    if (!builtForCuda) {
      return gpus
          + " CUDA device(s) were found, but the loaded libtorch is a CPU build:"
          + " pytorch-native-cpu on the class path hides the CUDA build";
    }
    if (index >= gpus) {
      return "there is no GPU %d: %d were found, numbered from 0".formatted(index, gpus);
    }
    return null;
  }

  /** Whether this is a GPU. */
  public boolean isGpu() {
    return !name.equals("cpu");
  }

  /** Memory of a GPU that is in use, by anyone, in bytes; empty for the CPU. */
  public OptionalLong memoryInUse() {
    return isCuda() ? OptionalLong.of(Torch.gpuMemoryInUse(djl())) : OptionalLong.empty();
  }

  /** Memory of a GPU that is free, in bytes, as far as its driver says; empty for the CPU. */
  OptionalLong memoryFree() {
    return isCuda() ? OptionalLong.of(Torch.gpuMemoryFree(djl())) : OptionalLong.empty();
  }

  /** Whether its memory is the computer's own. */
  boolean sharesHostMemory() {
    return !isCuda();
  }

  private boolean isCuda() {
    return name.startsWith("cuda:");
  }

  Device djl() {
    if (name.equals(MPS)) {
      return Device.of(MPS, -1);
    }
    return isCuda() ? Device.gpu(Integer.parseInt(name.substring("cuda:".length()))) : Device.cpu();
  }
}
