package org.latentj;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.latentj.extend.ExtensionFolder;
import org.latentj.extend.embedding.Embeddings;
import org.latentj.extend.lora.LoraHash;
import org.latentj.extend.lora.LoraReference;
import org.latentj.metadata.ParameterKeys;
import org.latentj.models.LibrarySettings;
import org.latentj.pipeline.RequestExtras;
import org.latentj.prompt.LoraTag;
import org.latentj.prompt.LoraTags;
import org.latentj.request.GenerationRequest;
import org.latentj.runtime.LoadedModel;

/**
 * Brings a loaded model's weights to what a prompt asks for. Weights that a LoRA changes are read
 * from the checkpoint again, merged, and put in place of the loaded ones; when the LoRA is no
 * longer asked for, they are read again without it. Nothing is subtracted: the same bits return. A
 * request that asks for what is merged already costs nothing.
 */
final class PromptLoras {
  private final BaseModel base;
  private final LoadedModel model;
  private final Embeddings embeddings;
  private final Map<Wanted, String> hashes = new LinkedHashMap<>();
  private Set<String> changedText = Set.of();
  private Set<String> changedUnet = Set.of();
  private List<String> remarks;
  private List<Wanted> merged = List.of();

  /** A LoRA as a prompt asks for it, and the file as it is now. */
  private record Wanted(String name, LoraReference lora, List<String> version) {}

  /**
   * For a model as it was loaded.
   *
   * @param remarks of loading it, which every request repeats
   */
  PromptLoras(BaseModel base, LoadedModel model, Embeddings embeddings, List<String> remarks) {
    this.base = base;
    this.model = model;
    this.embeddings = embeddings;
    this.remarks = remarks;
  }

  /**
   * Merges what a request asks for.
   *
   * @return what its pictures say of that
   * @throws IllegalArgumentException if a tag is malformed or its LoRA is not in the folder
   * @throws org.latentj.checkpoint.CheckpointException if a LoRA cannot be used; the model is as it
   *     was
   */
  RequestExtras apply(GenerationRequest request) {
    List<Wanted> wanted = new ArrayList<>();
    for (LoraTag tag : LoraTags.parse(request.prompt(), request.settings().promptSyntax()).tags()) {
      Path file = new ExtensionFolder(folder()).find("LoRA", tag.name());
      LoraReference lora = new LoraReference(file, tag.textEncoder(), tag.unet());
      wanted.add(new Wanted(tag.name(), lora, FileVersions.below(file)));
    }
    if (!wanted.equals(merged)) {
      merge(wanted);
    }
    String line =
        wanted.stream()
            .map(lora -> printable(lora.name()) + ": " + hash(lora))
            .distinct()
            .collect(Collectors.joining(", "));
    Map<String, String> settings =
        line.isEmpty() ? Map.of() : Map.of(ParameterKeys.LORA_HASHES, line);
    return new RequestExtras(settings, remarks, this::embeddingSettings);
  }

  private Map<String, String> embeddingSettings(Set<String> names) {
    String line =
        names.stream()
            .map(name -> printable(name) + ": " + embeddings.hash(name).substring(0, 12))
            .collect(Collectors.joining(", "));
    return line.isEmpty() ? Map.of() : Map.of(ParameterKeys.TI_HASHES, line);
  }

  private Path folder() {
    return base.options()
        .extensions()
        .loraFolder()
        .orElseGet(() -> LibrarySettings.ownFolder().resolve("lora"));
  }

  private void merge(List<Wanted> wanted) {
    List<LoraReference> all = new ArrayList<>(base.options().extensions().loras());
    wanted.forEach(lora -> all.add(lora.lora()));
    base.readAgain(
        checkpoint -> {
          try (ExtendedWeights weights = new ExtendedWeights(checkpoint, all, embeddings)) {
            replace(weights, wanted);
          }
          return wanted;
        });
  }

  private void replace(ExtendedWeights weights, List<Wanted> wanted) {
    Set<String> text = weights.merge().changedInTextEncoder();
    Set<String> unet = weights.merge().changedInUnet();
    // Until all is replaced, the weights are none that anybody asked for: should it fail, the next
    // request replaces all that may have been touched.
    merged = null;
    changedText = union(changedText, text);
    changedUnet = union(changedUnet, unet);
    model.replace(weights.sources(), changedText, changedUnet);
    changedText = text;
    changedUnet = unet;
    remarks = weights.merge().remarks();
    merged = wanted;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new HashSet<>(a);
    all.addAll(b);
    return all;
  }

  /** A1111 writes names without its own separators. */
  private static String printable(String name) {
    return name.replace(":", "").replace(",", "");
  }

  private String hash(Wanted lora) {
    return hashes
        .computeIfAbsent(lora, wanted -> LoraHash.of(wanted.lora().file()))
        .substring(0, LoraHash.SHORT);
  }
}
