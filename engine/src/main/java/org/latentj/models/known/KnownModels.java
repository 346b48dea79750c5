package org.latentj.models.known;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.license.ModelLicense;

/**
 * The registry of known models, {@code known-models.json} beside this class. Sizes and hashes are
 * those that at least one independent publication of the files repeats; what could not be confirmed
 * is not there, and the hub is asked instead.
 */
public final class KnownModels {
  private static final List<KnownModel> ALL = read();

  private KnownModels() {}

  /** All of them, oldest first. */
  public static List<KnownModel> all() {
    return ALL;
  }

  /** The model of that short name. */
  public static Optional<KnownModel> named(String name) {
    return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** The model that a repository of the hub holds, as a folder or as single files. */
  public static Optional<KnownModel> inRepository(String repository) {
    return ALL.stream()
        .filter(model -> model.repositories().anyMatch(repository::equalsIgnoreCase))
        .findFirst();
  }

  /** A file of a repository. */
  public static Optional<KnownFile> file(String repository, String name) {
    return inRepository(repository).flatMap(model -> model.file(name));
  }

  /** The model that has a single file of that name. */
  public static Optional<KnownModel> withFile(String name) {
    return ALL.stream().filter(model -> model.file(name).isPresent()).findFirst();
  }

  /** The single file of that name, whichever model's it is. */
  public static Optional<KnownFile> fileNamed(String name) {
    return withFile(name).flatMap(model -> model.file(name));
  }

  /**
   * The model that a file on disk is, by its name and, where it is known, its size: for a licence
   * that binds however the file came here. No hash is computed.
   */
  public static Optional<KnownModel> ofLocalFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return ALL.stream()
        .filter(
            model ->
                model.files().stream()
                    .anyMatch(file -> file.file().equals(name) && sizeFits(file, path)))
        .findFirst();
  }

  private static boolean sizeFits(KnownFile file, Path path) {
    try {
      return file.size().isEmpty() || Files.size(path) == file.size().getAsLong();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<KnownModel> read() {
    try (Reader in =
        new InputStreamReader(
            KnownModels.class.getResourceAsStream("known-models.json"), StandardCharsets.UTF_8)) {
      List<KnownModel> models = new ArrayList<>();
      for (JsonElement element : JsonParser.parseReader(in).getAsJsonArray()) {
        models.add(model(element.getAsJsonObject()));
      }
      return List.copyOf(models);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownModel model(JsonObject json) {
    JsonObject settings = json.getAsJsonObject("settings");
    return new KnownModel(
        text(json, "name"),
        text(json, "title"),
        text(json, "repository"),
        texts(json.getAsJsonArray("mirrors")),
        ModelLicense.of(text(json, "license")).orElseThrow(),
        text(json, "about"),
        new RecommendedSettings(
            settings.get("width").getAsInt(),
            settings.get("steps").getAsInt(),
            settings.get("guidanceScale").getAsDouble(),
            text(settings, "sampler")),
        text(json, "tokenizer"),
        files(json.getAsJsonArray("files")));
  }

  private static List<KnownFile> files(JsonArray array) {
    List<KnownFile> files = new ArrayList<>();
    for (JsonElement element : array) {
      JsonObject json = element.getAsJsonObject();
      files.add(
          new KnownFile(
              text(json, "repository"),
              text(json, "file"),
              json.has("size")
                  ? OptionalLong.of(json.get("size").getAsLong())
                  : OptionalLong.empty(),
              json.has("sha256") ? Optional.of(text(json, "sha256")) : Optional.empty()));
    }
    return files;
  }

  private static String text(JsonObject json, String key) {
    return json.get(key).getAsString();
  }

  private static List<String> texts(JsonArray array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.getAsString()));
    return texts;
  }
}
