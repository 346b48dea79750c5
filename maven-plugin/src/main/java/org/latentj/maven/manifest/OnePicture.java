package org.latentj.maven.manifest;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentj.models.source.ModelSource;

/** The manifest of a single picture, whose values come from a command line. */
public final class OnePicture {
  private static final Set<Key<?>> FILES =
      Set.of(Keys.TOKENIZER, Keys.CONFIG, Keys.VAE, Keys.EMBEDDINGS, Keys.INIT, Keys.MASK);

  private static final List<Key<?>> MODEL =
      List.of(Keys.MODEL, Keys.TOKENIZER, Keys.CONFIG, Keys.VAE, Keys.EMBEDDINGS, Keys.SAFETY);

  /** Mappings have no place in a property. */
  private static final List<Key<?>> ASSET =
      Keys.DEFAULTS.stream().filter(key -> !key.hasParts()).toList();

  private OnePicture() {}

  /** The keys that a command line may give a value. */
  public static List<String> keys() {
    return Stream.concat(MODEL.stream(), ASSET.stream().filter(k -> k != Keys.STYLE))
        .map(Key::name)
        .toList();
  }

  /**
   * The text of a manifest.
   *
   * @param name of the output
   * @param values by key; file names relative to {@code folder}, lists with commas
   * @throws IllegalArgumentException if there is no such key
   */
  public static String manifest(String name, Map<String, String> values, Path folder) {
    JsonObject root = new JsonObject();
    JsonObject asset = new JsonObject();
    asset.addProperty("output", literal(name));
    for (Key<?> key : Stream.concat(MODEL.stream(), ASSET.stream()).toList()) {
      String value = values.get(key.name());
      if (value != null) {
        String text = key == Keys.MODEL ? model(value, folder) : value;
        if (FILES.contains(key) && !key.list()) {
          text = folder.resolve(value).toString();
        }
        JsonObject target = MODEL.contains(key) ? root : asset;
        if (key.list()) {
          JsonArray list = new JsonArray();
          Stream.of(text.split(","))
              .map(String::strip)
              .map(one -> FILES.contains(key) ? folder.resolve(one).toString() : one)
              .forEach(list::add);
          target.add(key.name(), list);
        } else {
          target.addProperty(key.name(), literal(text));
        }
      }
    }
    JsonArray assets = new JsonArray();
    assets.add(asset);
    root.add("assets", assets);
    return new Gson().toJson(root);
  }

  private static String model(String value, Path folder) {
    try {
      return ModelSource.parse(value, folder).text();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sd.model: " + e.getMessage(), e);
    }
  }

  /** Whatever stands on a command line was filled in by shell and Maven already. */
  private static String literal(String text) {
    return text.replace("${", "$${");
  }

  /**
   * Checks names that a user gave.
   *
   * @throws IllegalArgumentException naming the property and the nearest
   */
  public static void checkNames(Collection<String> given, Collection<String> others) {
    List<String> known = Stream.concat(keys().stream(), others.stream()).sorted().toList();
    List<String> unknown = given.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      String name = unknown.get(0);
      throw new IllegalArgumentException(
          "unknown property 'sd.%s'%s Known: %s"
              .formatted(
                  name,
                  Suggestion.of(name, known).isEmpty() ? "." : Suggestion.of(name, known),
                  String.join(", ", known)));
    }
  }

  /** What is wrong, in terms of properties instead of places in a file. */
  public static String message(ManifestException e) {
    return e.problems().stream()
        .map(Problem::message)
        .map(m -> keys().stream().anyMatch(key -> m.startsWith(key + ": ")) ? "sd." + m : m)
        .collect(Collectors.joining("\n"));
  }
}
