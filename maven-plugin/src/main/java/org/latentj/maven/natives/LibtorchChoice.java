package org.latentj.maven.natives;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.runtime.TorchException;

/**
 * What to try on a machine.
 *
 * @param candidates builds of libtorch, best first, never empty
 * @param gpu the GPU that those with CUDA would use
 * @param remark what the user should know: a GPU that is not used, and why
 */
public record LibtorchChoice(
    List<Libtorch> candidates, Optional<String> gpu, Optional<String> remark) {
  private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

  /** Copies the list. */
  public LibtorchChoice {
    candidates = List.copyOf(candidates);
  }

  /**
   * Chooses. A folder that {@code PYTORCH_LIBRARY_PATH} names comes before everything else, as in
   * DJL.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws TorchException if a GPU is demanded that cannot be used, or if there is nothing for
   *     this platform
   */
  public static LibtorchChoice of(Machine machine, String device) {
    if (machine.variable(LIBRARY_PATH).filter(path -> !path.isBlank()).isPresent()) {
      return new LibtorchChoice(
          List.of(new Libtorch(Optional.empty(), Map.of(), false)),
          Optional.empty(),
          Optional.empty());
    }
    String classifier = Platform.classifier(machine).orElseThrow(() -> unknown(machine));
    Libtorch cpu = Libtorch.cpu(classifier);
    if (device.equals("cpu")) {
      return new LibtorchChoice(List.of(cpu), Optional.empty(), Optional.empty());
    }
    GpuSearch search = search(machine, classifier);
    boolean demanded = !device.equals("auto");
    if (search.obstacle().isPresent()) {
      if (demanded) {
        throw new TorchException(
            "device %s cannot be used: %s. Use device 'auto' or 'cpu' to run without it"
                .formatted(
                    device, search.name().orElse("no GPU") + ": " + search.obstacle().get()));
      }
      return new LibtorchChoice(
          List.of(cpu),
          Optional.empty(),
          search.name().map(name -> notUsed(name, search.obstacle().get())));
    }
    List<Libtorch> candidates = new ArrayList<>(List.of(cuda(machine, classifier)));
    if (!demanded) {
      candidates.add(cpu);
    }
    return new LibtorchChoice(candidates, search.name(), Optional.empty());
  }

  /** The sentence for a GPU that turned out to be of no use. */
  public String notUsed(String reason) {
    return notUsed(gpu.orElse("the GPU"), reason);
  }

  private static String notUsed(String gpu, String reason) {
    return "%s is not used: %s; pictures are made on the CPU".formatted(gpu, reason);
  }

  private static GpuSearch search(Machine machine, String classifier) {
    GpuSearch search = GpuSearch.on(machine);
    return search.name().isPresent() && !Platform.hasCuda(classifier)
        ? new GpuSearch(
            search.name(), Optional.of("there is no engine with CUDA for " + classifier))
        : search;
  }

  /** What DJL, in some other program, has fetched already is as good as an artifact. */
  private static Libtorch cuda(Machine machine, String classifier) {
    Path cache =
        machine
            .variable("ENGINE_CACHE_DIR")
            .or(() -> machine.variable("DJL_CACHE_DIR"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .orElseGet(() -> machine.home().resolve(".djl.ai"));
    String name = Libtorch.version() + "-" + Libtorch.flavor() + "-" + classifier;
    Path folder = cache.resolve("pytorch").resolve(name);
    if (!Files.exists(folder.resolve("libtorch.so"))
        && !Files.exists(folder.resolve("torch.dll"))) {
      return Libtorch.cuda(classifier);
    }
    return new Libtorch(
        Optional.empty(),
        Map.of(
            LIBRARY_PATH,
            folder.toString(),
            "PYTORCH_VERSION",
            Libtorch.version(),
            "PYTORCH_FLAVOR",
            Libtorch.flavor()),
        true);
  }

  private static TorchException unknown(Machine machine) {
    return new TorchException(
        "there is no libtorch for %s on %s, only for %s. PYTORCH_LIBRARY_PATH can name a folder with one"
            .formatted(
                machine.systemName(), machine.architecture(), String.join(", ", Platform.KNOWN)));
  }
}
