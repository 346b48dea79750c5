package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.ExtensionFolder;
import org.latentj.maven.manifest.ControlInput.Preprocessing;
import org.latentj.maven.manifest.ModelExtensions.MergedLora;
import org.latentj.prompt.LoraTag;
import org.latentj.prompt.LoraTags;
import org.latentj.prompt.PromptSyntax;
import org.latentj.request.Control;

/**
 * Reads what extends models and guides pictures. Files that are not there are mistakes only where
 * models are: a goal that generates nothing needs none of them.
 */
final class ExtensionsReader {
  private final InputFiles files;
  private final ReadOptions options;
  private final Problems problems;

  /** By name; a folder is not to be walked for every asset. */
  private final Map<String, UsedFile> loras = new HashMap<>();

  ExtensionsReader(InputFiles files, ReadOptions options, Problems problems) {
    this.files = files;
    this.options = options;
    this.problems = problems;
  }

  /** What a manifest's own values say. */
  ModelExtensions ofModel(Entry own) {
    boolean required = options.modelsRequired();
    Optional<UsedFile> vae =
        files.weights(own, Keys.VAE, required).map(path -> UsedFile.of(UsedFile.Kind.VAE, path));
    List<Path> embeddings = new ArrayList<>(files.paths(own, Keys.EMBEDDINGS, required));
    embeddings.add(options.extras().embeddingFolder());
    List<MergedLora> merged =
        own.get(Keys.LORAS).map(Entries::values).orElse(List.of()).stream()
            .flatMap(entry -> merged(entry).stream())
            .toList();
    return new ModelExtensions(
        vae, merged, embeddings, own.get(Keys.SAFETY).orElse(ModelExtensions.NONE.safetyChecker()));
  }

  private Optional<MergedLora> merged(Entry entry) {
    Optional<Located<String>> name = entry.find(Keys.LORA);
    if (!entry.has(Keys.LORA)) {
      problems.add(entry.where(), "the LoRA has no 'lora', its file or its name in the folder");
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    boolean path = name.get().value().matches(".*[/\\\\].*|(?i).*\\.(safetensors|pt|bin|ckpt)");
    Optional<UsedFile> file =
        path
            ? files
                .weights(entry, Keys.LORA, options.modelsRequired())
                .map(found -> UsedFile.of(UsedFile.Kind.MERGED_LORA, found))
            : Optional.of(named(UsedFile.Kind.MERGED_LORA, name.get(), Keys.LORA));
    double weight = entry.get(Keys.LORA_WEIGHT).orElse(1.0);
    return file.map(found -> new MergedLora(found, weight));
  }

  /**
   * What an asset says.
   *
   * @param prompt its whole prompt; the place is that of its own words
   */
  AssetExtensions ofAsset(
      Entry own, Entry all, Optional<Located<String>> prompt, ModelExtensions model) {
    List<UsedFile> tagged = prompt.map(this::tagged).orElse(List.of());
    return new AssetExtensions(model, tagged, controls(own, all));
  }

  private List<UsedFile> tagged(Located<String> prompt) {
    try {
      return LoraTags.parse(prompt.value(), PromptSyntax.A1111).tags().stream()
          .map(LoraTag::name)
          .distinct()
          .map(name -> new Located<>(name, prompt.where()))
          .map(name -> named(UsedFile.Kind.LORA, name, Keys.PROMPT))
          .toList();
    } catch (IllegalArgumentException e) {
      problems.add(prompt.where(), "prompt: " + e.getMessage());
      return List.of();
    }
  }

  private UsedFile named(UsedFile.Kind kind, Located<String> name, Key<?> key) {
    UsedFile file = loras.computeIfAbsent(name.value(), this::inFolder);
    if (options.modelsRequired() && file.path().isEmpty()) {
      problems.add(name.where(), key.name() + ": " + file.problem());
    }
    return new UsedFile(kind, file.name(), file.path(), file.problem());
  }

  private UsedFile inFolder(String name) {
    ExtensionFolder folder = new ExtensionFolder(options.extras().loraFolder());
    try {
      Path file = folder.find(UsedFile.Kind.LORA.text(), name);
      return UsedFile.of(UsedFile.Kind.LORA, file);
    } catch (IllegalArgumentException | CheckpointException e) {
      String problem = e.getMessage() + suggestion(folder, name);
      return new UsedFile(UsedFile.Kind.LORA, name, Optional.empty(), problem);
    }
  }

  private static String suggestion(ExtensionFolder folder, String name) {
    try {
      List<String> names = folder.files().stream().map(ExtensionFolder::nameOf).toList();
      return names.contains(name) ? "" : Suggestion.of(name, names);
    } catch (CheckpointException e) {
      // There is no such folder, which is said already.
      return "";
    }
  }

  private List<ControlInput> controls(Entry own, Entry all) {
    Optional<Located<Entries>> found = all.find(Keys.CONTROL);
    if (found.isEmpty() || all.has(Keys.MASK)) {
      // A selection is painted by itself, at another size, and takes none.
      own.find(Keys.CONTROL)
          .filter(control -> !control.value().values().isEmpty())
          .ifPresent(
              control ->
                  problems.add(
                      control.where(), "'control' has no effect with 'mask'; leave it out"));
      return List.of();
    }
    List<Entry> entries = found.get().value().values();
    if (entries.size() > Control.MAX) {
      problems.add(
          found.get().where(),
          "control: expected at most %d ControlNets but got %d"
              .formatted(Control.MAX, entries.size()));
    }
    return entries.stream().flatMap(entry -> control(entry).stream()).toList();
  }

  private Optional<ControlInput> control(Entry entry) {
    for (Key<String> key : List.of(Keys.CONTROL_MODEL, Keys.CONTROL_IMAGE)) {
      if (!entry.has(key)) {
        problems.add(entry.where(), "the ControlNet has no '%s'".formatted(key.name()));
      }
    }
    Optional<Path> network = files.weights(entry, Keys.CONTROL_MODEL, options.modelsRequired());
    Optional<Path> image = files.file(entry, Keys.CONTROL_IMAGE);
    double start = entry.get(Keys.CONTROL_START).orElse(0.0);
    double end = entry.get(Keys.CONTROL_END).orElse(1.0);
    if (start > end) {
      problems.add(
          entry.where(),
          "control: expected 'start' up to 'end' but got %s and %s".formatted(start, end));
    }
    if (network.isEmpty() || image.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ControlInput(
            UsedFile.of(UsedFile.Kind.CONTROL_NET, network.get()),
            image.get(),
            entry.get(Keys.PREPROCESSING).orElse(Preprocessing.NONE),
            entry.get(Keys.CONTROL_WEIGHT).orElse(1.0),
            start,
            end,
            entry.get(Keys.GUESS).orElse(false)));
  }
}
