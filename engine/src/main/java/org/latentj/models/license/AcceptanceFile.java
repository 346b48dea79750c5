package org.latentj.models.license;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The record of accepted licences: a JSON list, to be read by people, too. Two processes that add
 * at the same moment may lose one entry, which costs one more question.
 */
public final class AcceptanceFile {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path file;

  /** The record in {@code file}, which need not exist. */
  public AcceptanceFile(Path file) {
    this.file = file;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * All that was accepted, oldest first.
   *
   * @throws IOException if the file is there and is not such a record
   */
  public List<Acceptance> read() throws IOException {
    List<Acceptance> all = new ArrayList<>();
    if (!Files.exists(file)) {
      return all;
    }
    try {
      for (JsonElement element : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
        JsonObject entry = element.getAsJsonObject();
        all.add(
            new Acceptance(
                entry.get("license").getAsString(),
                entry.get("model").getAsString(),
                entry.get("revision").getAsString(),
                Instant.parse(entry.get("date").getAsString()),
                entry.get("way").getAsString()));
      }
      return all;
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NullPointerException
        | DateTimeException e) {
      throw new IOException(
          file
              + " is not the record of accepted licences that it should be; delete it, and the"
              + " licences are asked for again",
          e);
    }
  }

  /**
   * Adds an entry.
   *
   * @throws IOException if it cannot be written; the file is as before
   */
  public void add(Acceptance acceptance) throws IOException {
    List<Acceptance> all = read();
    all.add(acceptance);
    JsonArray list = new JsonArray();
    for (Acceptance each : all) {
      JsonObject entry = new JsonObject();
      entry.addProperty("license", each.license());
      entry.addProperty("model", each.model());
      entry.addProperty("revision", each.revision());
      entry.addProperty("date", each.date().toString());
      entry.addProperty("way", each.way());
      list.add(entry);
    }
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = folder.resolve("." + UUID.randomUUID() + ".part");
    try {
      Files.writeString(partial, JSON.toJson(list) + "\n");
      move(partial);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void move(Path partial) throws IOException {
    try {
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
