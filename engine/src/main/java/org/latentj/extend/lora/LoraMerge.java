package org.latentj.extend.lora;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;

/**
 * A model's weights with LoRAs merged in. Names and shapes are checked when it is made, so that
 * nothing is half merged; values are read and multiplied when a weight is read, with the files
 * open. Who makes it closes it.
 *
 * <p>A LoRA none of whose layers the model has is an error. One of which some layers find no
 * weight, or some tensors are not understood, is merged without those, as in A1111, with a remark.
 */
public final class LoraMerge implements Closeable {
  private static final int SHOWN = 5;

  private final List<LoraFile> files = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<LoraName.Network, Map<String, List<MergedWeights.Share>>> shares =
      new HashMap<>();
  private final Weights textEncoder;
  private final Weights unet;

  private LoraMerge(Weights textEncoder, Weights unet) {
    this.textEncoder = textEncoder;
    this.unet = unet;
    for (LoraName.Network network : LoraName.Network.values()) {
      shares.put(network, new LinkedHashMap<>());
    }
  }

  /**
   * Opens LoRAs and finds the weights that they change.
   *
   * @param loras added in this order
   * @param textEncoder under transformers' names
   * @param unet under diffusers' names
   * @throws CheckpointException if a file cannot be read, is no LoRA for this kind of model, or a
   *     change has not its weight's shape
   */
  public static LoraMerge of(List<LoraReference> loras, Weights textEncoder, Weights unet) {
    LoraMerge merge = new LoraMerge(textEncoder, unet);
    try {
      Map<String, String> text = byModule(textEncoder);
      Map<String, String> denoiser = byModule(unet);
      for (LoraReference lora : loras) {
        merge.add(lora, text, denoiser);
      }
      return merge;
    } catch (RuntimeException e) {
      merge.close();
      throw e;
    }
  }

  /** Names of weights by their modules' names with {@code _} for dots. */
  private static Map<String, String> byModule(Weights weights) {
    String suffix = ".weight";
    Map<String, String> names = new HashMap<>();
    for (String name : weights.names()) {
      if (name.endsWith(suffix)) {
        String module = name.substring(0, name.length() - suffix.length());
        names.put(module.replace('.', '_'), name);
      }
    }
    return names;
  }

  private void add(LoraReference lora, Map<String, String> text, Map<String, String> denoiser) {
    LoraFile file = LoraFile.open(lora.file());
    files.add(file);
    List<String> unmatched = new ArrayList<>(file.unknown());
    int matched =
        add(file, LoraName.Network.TEXT_ENCODER, text, lora.textEncoder(), unmatched)
            + add(file, LoraName.Network.UNET, denoiser, lora.unet(), unmatched);
    if (matched == 0) {
      throw new CheckpointException(
          "%s: the model has none of the layers that this LoRA changes: %s"
              .formatted(file.path(), shown(unmatched)));
    }
    if (!unmatched.isEmpty()) {
      remarks.add(
          "LoRA %s: %d of its tensors or layers have no place in this model and were left out: %s"
              .formatted(file.path().getFileName(), unmatched.size(), shown(unmatched)));
    }
  }

  private int add(
      LoraFile file,
      LoraName.Network network,
      Map<String, String> names,
      double strength,
      List<String> unmatched) {
    Weights weights = network == LoraName.Network.UNET ? unet : textEncoder;
    int matched = 0;
    for (Map.Entry<String, LoraLayer> entry : file.layers(network).entrySet()) {
      String name = names.get(entry.getKey());
      LoraLayer layer = entry.getValue();
      if (name == null) {
        unmatched.add(layer.example());
        continue;
      }
      layer.check(weights.shape(name));
      matched++;
      if (strength != 0) {
        shares
            .get(network)
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(new MergedWeights.Share(layer, strength));
      }
    }
    return matched;
  }

  private static String shown(List<String> names) {
    String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + more;
  }

  /** The text encoder's weights with the changes; to be read before this is closed. */
  public Weights textEncoder() {
    return new MergedWeights(textEncoder, shares.get(LoraName.Network.TEXT_ENCODER));
  }

  /** The UNet's weights with the changes; to be read before this is closed. */
  public Weights unet() {
    return new MergedWeights(unet, shares.get(LoraName.Network.UNET));
  }

  /** The text encoder's weights that are changed. */
  public Set<String> changedInTextEncoder() {
    return Set.copyOf(shares.get(LoraName.Network.TEXT_ENCODER).keySet());
  }

  /** The UNet's weights that are changed. */
  public Set<String> changedInUnet() {
    return Set.copyOf(shares.get(LoraName.Network.UNET).keySet());
  }

  /** What was left out, in sentences for the user. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public void close() {
    files.forEach(LoraFile::close);
  }

  /** The files in use. */
  public List<Path> paths() {
    return files.stream().map(LoraFile::path).toList();
  }
}
