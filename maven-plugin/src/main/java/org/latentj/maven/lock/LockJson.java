package org.latentj.maven.lock;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The form of lock files: JSON of two blanks' indent and Unix line ends, sorted by name, so that
 * the same contents always give the same bytes.
 */
public final class LockJson {
  private static final int VERSION = 1;
  private static final List<String> ONLY_OF_FETCHED_MODELS =
      List.of("modelSource", "modelRevision");
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private LockJson() {}

  /** The text of a lock file. */
  static String format(SortedMap<String, LockedAsset> assets) {
    JsonObject root = new JsonObject();
    root.addProperty("version", VERSION);
    JsonObject all = new JsonObject();
    assets.forEach((output, asset) -> all.add(output, toJson(asset)));
    root.add("assets", all);
    return GSON.toJson(root) + "\n";
  }

  /**
   * The assets of a lock file.
   *
   * @throws RuntimeException of many kinds if the text is none
   */
  static SortedMap<String, LockedAsset> parse(String text) {
    JsonObject root = JsonParser.parseString(text).getAsJsonObject();
    int version = root.get("version").getAsInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "expected version %d but got %d".formatted(VERSION, version));
    }
    SortedMap<String, LockedAsset> assets = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : root.getAsJsonObject("assets").entrySet()) {
      assets.put(entry.getKey(), fromJson(entry.getValue().getAsJsonObject()));
    }
    return assets;
  }

  /** One asset in one line. */
  public static String formatLine(LockedAsset asset) {
    return toJson(asset).toString();
  }

  /**
   * The asset of such a line.
   *
   * @throws RuntimeException of many kinds if it is none
   */
  public static LockedAsset parseLine(String line) {
    return fromJson(JsonParser.parseString(line).getAsJsonObject());
  }

  private static JsonObject toJson(LockedAsset asset) {
    JsonObject json = new JsonObject();
    json.addProperty("manifest", asset.manifest());
    json.addProperty("entry", asset.entry());
    asset.source().ifPresent(source -> json.add("source", toJson(source)));
    JsonObject files = new JsonObject();
    asset.files().forEach(files::addProperty);
    json.add("files", files);
    return json;
  }

  private static JsonObject toJson(Provenance source) {
    JsonObject json = GSON.toJsonTree(source).getAsJsonObject();
    for (String name : ONLY_OF_FETCHED_MODELS) {
      if (json.get(name).getAsString().isEmpty()) {
        json.remove(name);
      }
    }
    if (source.extensions().isEmpty()) {
      json.remove("extensions");
    }
    return json;
  }

  private static LockedAsset fromJson(JsonObject json) {
    SortedMap<String, String> files = new TreeMap<>();
    json.getAsJsonObject("files")
        .entrySet()
        .forEach(file -> files.put(file.getKey(), file.getValue().getAsString()));
    return new LockedAsset(
        json.get("manifest").getAsString(),
        json.get("entry").getAsString(),
        Optional.ofNullable(json.get("source"))
            .map(source -> GSON.fromJson(source, Provenance.class)),
        files);
  }
}
