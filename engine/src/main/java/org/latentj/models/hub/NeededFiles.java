package org.latentj.models.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which files of a repository the engine reads: a published one is several times as large. The
 * order of preference is that in which {@code org.latentj.checkpoint} looks for weights:
 * safetensors before pickles, then the wanted variant before the plain one.
 *
 * @param files what to fetch
 * @param missing what a diffusers folder must have and this one has not, in words
 */
record NeededFiles(List<String> files, List<String> missing) {
  /** What makes a folder a model. */
  static final String INDEX = "model_index.json";

  /** Names that a diffusers folder has, for instructions where no listing is to be had. */
  static final List<String> USUAL =
      List.of(
          INDEX,
          "scheduler/scheduler_config.json",
          "text_encoder/config.json",
          "text_encoder/model.safetensors",
          "tokenizer/merges.txt",
          "tokenizer/special_tokens_map.json",
          "tokenizer/tokenizer_config.json",
          "tokenizer/vocab.json",
          "unet/config.json",
          "unet/diffusion_pytorch_model.safetensors",
          "vae/config.json",
          "vae/diffusion_pytorch_model.safetensors");

  /** Names of a safety checker, which not every model has. */
  static final List<String> USUAL_CHECKER =
      List.of(
          "feature_extractor/preprocessor_config.json",
          "safety_checker/config.json",
          "safety_checker/model.safetensors");

  private static final List<String> NETWORKS = List.of("text_encoder", "unet", "vae");
  private static final List<String> FORMATS = List.of("safetensors", "bin");
  private static final List<String> BASES =
      List.of("diffusion_pytorch_model", "model", "pytorch_model");
  private static final List<String> TOKENIZER =
      List.of(
          "vocab.json",
          "merges.txt",
          "tokenizer.json",
          "special_tokens_map.json",
          "tokenizer_config.json");

  /** The single-file checkpoints among a repository's files. */
  static List<String> checkpoints(List<String> names) {
    return names.stream()
        .filter(name -> !name.contains("/"))
        .filter(name -> name.endsWith(".safetensors") || name.endsWith(".ckpt"))
        .toList();
  }

  /**
   * For the model as a diffusers folder.
   *
   * @param names all files there are
   * @param variant {@code fp16}, say, to be preferred
   */
  static NeededFiles ofFolder(Collection<String> names, Optional<String> variant) {
    Set<String> needed = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    need(names, INDEX, needed, missing);
    need(names, "scheduler/scheduler_config.json", needed, missing);
    Set<String> tokenizer = tokenizer(names);
    needed.addAll(tokenizer);
    if (tokenizer.isEmpty()) {
      missing.add("tokenizer/vocab.json and tokenizer/merges.txt");
    }
    for (String network : NETWORKS) {
      need(names, network + "/config.json", needed, missing);
      Set<String> weights = weights(names, network, variant);
      needed.addAll(weights);
      if (weights.isEmpty()) {
        missing.add("weights in " + network + "/");
      }
    }
    needed.addAll(safetyChecker(names, variant));
    return new NeededFiles(List.copyOf(needed), List.copyOf(missing));
  }

  /** The safety checker with its preprocessing; empty where the repository has none. */
  private static Set<String> safetyChecker(Collection<String> names, Optional<String> variant) {
    Set<String> found = weights(names, "safety_checker", variant);
    Set<String> all = new LinkedHashSet<>();
    if (!found.isEmpty() && names.contains("safety_checker/config.json")) {
      all.add("safety_checker/config.json");
      all.addAll(found);
      if (names.contains("feature_extractor/preprocessor_config.json")) {
        all.add("feature_extractor/preprocessor_config.json");
      }
    }
    return all;
  }

  /** For the tokenizer of a single file; empty if there is none. */
  static Set<String> tokenizer(Collection<String> names) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : TOKENIZER) {
      if (names.contains("tokenizer/" + name)) {
        found.add("tokenizer/" + name);
      }
    }
    boolean parts =
        found.contains("tokenizer/vocab.json") && found.contains("tokenizer/merges.txt");
    return parts || found.contains("tokenizer/tokenizer.json") ? found : Set.of();
  }

  private static void need(
      Collection<String> names, String name, Set<String> needed, List<String> missing) {
    if (names.contains(name)) {
      needed.add(name);
    } else {
      missing.add(name);
    }
  }

  /** The weights of a network: one file, or an index and its parts. */
  private static Set<String> weights(
      Collection<String> names, String network, Optional<String> variant) {
    List<String> variants = new ArrayList<>();
    variant.map(name -> "." + name).ifPresent(variants::add);
    variants.add("");
    // Where there is nothing else, half precision will do.
    variants.add(".fp16");
    variants.add(".bf16");
    for (String format : FORMATS) {
      for (String infix : variants) {
        for (String base : BASES) {
          Set<String> found = weights(names, network + "/" + base, infix, format);
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
    }
    return Set.of();
  }

  private static Set<String> weights(
      Collection<String> names, String base, String infix, String format) {
    String whole = base + infix + "." + format;
    if (names.contains(whole)) {
      return Set.of(whole);
    }
    for (String index :
        List.of(
            base + "." + format + ".index" + infix + ".json",
            base + infix + "." + format + ".index.json")) {
      if (names.contains(index)) {
        Set<String> all = new LinkedHashSet<>(List.of(index));
        Pattern part = part(base, infix, format);
        names.stream().filter(name -> part.matcher(name).matches()).sorted().forEach(all::add);
        return all.size() > 1 ? all : Set.of();
      }
    }
    return Set.of();
  }

  private static Pattern part(String base, String infix, String format) {
    String count = "-\\d+-of-\\d+";
    String quoted = Pattern.quote(infix);
    String where = infix.isEmpty() ? count : "(" + quoted + count + "|" + count + quoted + ")";
    return Pattern.compile(Pattern.quote(base) + where + "\\." + format);
  }
}
