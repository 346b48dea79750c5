package org.latentj.runtime;

import ai.djl.Device;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device that networks run on, and why it was chosen.
 *
 * @param name {@code cpu} or {@code cuda:N}
 * @param reason a sentence for the user: what was found, and why a GPU is not used if it is not
 */
public record ComputeDevice(String name, String reason) {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  /**
   * Chooses a device. Loads the native library.
   *
   * @param choice {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}; case does not matter
   * @throws IllegalArgumentException if it is none of these
   * @throws TorchException if a GPU is demanded that cannot be used, with the reason
   */
  public static ComputeDevice choose(String choice) {
    String wanted = choice.strip().toLowerCase(Locale.ROOT);
    if (wanted.equals("cpu")) {
      return new ComputeDevice("cpu", "CPU, as asked for");
    }
    Matcher cuda = CUDA.matcher(wanted);
    boolean demanded = cuda.matches();
    if (!demanded && !wanted.equals("auto")) {
      throw new IllegalArgumentException(
          "expected device auto, cpu, cuda or cuda:N but got '%s'".formatted(choice));
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
    return isGpu() ? OptionalLong.of(Torch.gpuMemoryInUse(djl())) : OptionalLong.empty();
  }

  Device djl() {
    return isGpu() ? Device.gpu(Integer.parseInt(name.substring("cuda:".length()))) : Device.cpu();
  }
}
