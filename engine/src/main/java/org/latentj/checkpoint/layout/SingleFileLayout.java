package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;

/** Finds the three networks in a single file with CompVis names. */
public final class SingleFileLayout {
  /** Averaged UNet weights: this, then the name without its leading "model." and without dots. */
  private static final String EMA_PREFIX = "model_ema.";

  private static final String CONV_IN = CompVisUNet.PREFIX + "input_blocks.0.0.weight";

  private final TensorFile file;

  /** For {@code file}, which stays open as long as its tensors are read. */
  public SingleFileLayout(TensorFile file) {
    this.file = file;
  }

  /** Whether the file has averaged weights of the UNet besides the last ones. */
  public boolean hasEma() {
    return file.names().contains(emaName(CONV_IN));
  }

  /**
   * The UNet.
   *
   * @param ema whether to take the averaged weights; all of them must be there
   */
  public Tensors unet(boolean ema) throws IOException {
    Map<String, String> stored = named(CompVisUNet.PREFIX, "UNet");
    CompVisUNet names = CompVisUNet.of(stored.keySet());
    Tensors tensors = new Tensors(file.path());
    for (Map.Entry<String, String> entry : stored.entrySet()) {
      String source = ema ? emaName(entry.getValue()) : entry.getValue();
      tensors.put(names.canonical(entry.getKey()), TensorView.of(file, source));
    }
    return tensors;
  }

  /** The autoencoder. */
  public Tensors vae() throws IOException {
    return vae(file, named(CompVisVae.PREFIX, "autoencoder"));
  }

  /** A file that holds an autoencoder, alone or among others, in CompVis' or diffusers' names. */
  public static Tensors vaeAlone(TensorFile file) throws IOException {
    boolean among = file.names().stream().anyMatch(name -> name.startsWith(CompVisVae.PREFIX));
    Map<String, String> stored = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (!among || name.startsWith(CompVisVae.PREFIX)) {
        stored.put(among ? name.substring(CompVisVae.PREFIX.length()) : name, name);
      }
    }
    if (!stored.containsKey("decoder.conv_in.weight")) {
      throw new FormatException(
          file.path(),
          "expected an autoencoder but there is no tensor decoder.conv_in.weight; "
              + OtherLayouts.guess(file.names()));
    }
    return vae(file, stored);
  }

  private static Tensors vae(TensorFile file, Map<String, String> stored) throws IOException {
    // Weights of the training loss and averages' counters are in checkpoints of the autoencoder's
    // own training.
    stored.keySet().removeIf(name -> name.startsWith("loss.") || name.startsWith(EMA_PREFIX));
    CompVisVae names = CompVisVae.of(stored.keySet());
    Tensors tensors = new Tensors(file.path());
    for (Map.Entry<String, String> entry : stored.entrySet()) {
      DiffusersLayout.putVae(
          tensors, names.canonical(entry.getKey()), TensorView.of(file, entry.getValue()));
    }
    return tensors;
  }

  /**
   * Layers of an OpenCLIP text encoder (Stable Diffusion 2.x) that the model uses: all but the
   * last, as {@code FrozenOpenCLIPEmbedder} with layer "penultimate" does and as diffusers'
   * conversions store it. 0 if the text encoder is not one of OpenCLIP.
   */
  public int openClipLayers() {
    int stored = OpenClipText.layers(file);
    return stored == 0 ? 0 : Math.max(1, stored - 1);
  }

  /**
   * The text encoder.
   *
   * @param layers how many of an OpenCLIP encoder's layers to present; other encoders are presented
   *     as they are
   */
  public Tensors textEncoder(int layers) throws IOException {
    return openClipLayers() > 0
        ? OpenClipText.tensors(file, layers)
        : ClipText.tensors(file, named(ClipText.PREFIX, "text encoder"));
  }

  private static String emaName(String name) {
    return EMA_PREFIX + name.substring("model.".length()).replace(".", "");
  }

  /** Stored names that begin with {@code prefix}, by what follows it. */
  private Map<String, String> named(String prefix, String network) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), name);
      }
    }
    if (found.isEmpty()) {
      throw new FormatException(
          file.path(),
          "expected a Stable Diffusion checkpoint but it has no %s (no tensor named %s...); %s"
              .formatted(network, prefix, OtherLayouts.guess(file.names())));
    }
    return found;
  }
}
