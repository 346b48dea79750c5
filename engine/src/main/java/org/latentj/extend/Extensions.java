package org.latentj.extend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.extend.lora.LoraReference;

/**
 * What a model is extended by.
 *
 * @param loras merged into the weights when they are loaded, for all requests
 * @param loraFolder where {@code <lora:NAME:STRENGTH>} of a prompt finds {@code NAME.safetensors},
 *     subfolders included; empty for the folder {@code lora} beside the user's own models
 * @param embeddings textual inversions: files, and folders whose files are all known to prompts by
 *     their names without extension
 */
public record Extensions(
    List<LoraReference> loras, Optional<Path> loraFolder, List<Path> embeddings) {

  /** None, and LoRAs of prompts from the usual folder. */
  public static final Extensions NONE = new Extensions(List.of(), Optional.empty(), List.of());

  /** Copies the lists. */
  public Extensions {
    loras = List.copyOf(loras);
    embeddings = List.copyOf(embeddings);
  }

  /** The same with one more LoRA. */
  public Extensions withLora(LoraReference lora) {
    List<LoraReference> more = new ArrayList<>(loras);
    more.add(lora);
    return new Extensions(more, loraFolder, embeddings);
  }

  /** The same with the LoRAs of prompts in {@code folder}. */
  public Extensions withLoraFolder(Path folder) {
    return new Extensions(loras, Optional.of(folder), embeddings);
  }

  /** The same with one more file or folder of textual inversions. */
  public Extensions withEmbeddings(Path fileOrFolder) {
    List<Path> more = new ArrayList<>(embeddings);
    more.add(fileOrFolder);
    return new Extensions(loras, loraFolder, more);
  }
}
