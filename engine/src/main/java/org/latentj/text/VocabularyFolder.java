package org.latentj.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.checkpoint.CheckpointException;

/** Reads the files in which Hugging Face's transformers keep a CLIP tokenizer. */
final class VocabularyFolder {
  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String WHOLE = "tokenizer.json";
  private static final String BOS = "<|startoftext|>";
  private static final String EOS = "<|endoftext|>";
  private static final String WORD_END = "</w>";

  private final Path folder;

  VocabularyFolder(Path folder) {
    this.folder = folder;
  }

  ClipVocabulary read() {
    if (has(VOCABULARY) && has(MERGES)) {
      return withSpecialTokens(ids(object(VOCABULARY)), mergeLines());
    }
    if (has(WHOLE)) {
      return readWhole(object(WHOLE));
    }
    throw new CheckpointException(
        "no tokenizer in %s: expected %s and %s, or %s; copy them from the model's 'tokenizer' folder"
            .formatted(folder, VOCABULARY, MERGES, WHOLE));
  }

  private ClipVocabulary readWhole(JsonObject whole) {
    try {
      JsonObject model = whole.getAsJsonObject("model");
      String suffix = string(model.get("end_of_word_suffix")).orElse("none");
      if (!suffix.equals(WORD_END)) {
        throw malformed(
            WHOLE, "expected a CLIP model whose words end in " + WORD_END + " but got " + suffix);
      }
      Map<String, Integer> ids = ids(model.getAsJsonObject("vocab"));
      for (JsonElement token : array(whole, "added_tokens")) {
        JsonObject added = token.getAsJsonObject();
        ids.put(added.get("content").getAsString(), added.get("id").getAsInt());
      }
      List<String> merges = new ArrayList<>();
      for (JsonElement merge : array(model, "merges")) {
        merges.add(merge.isJsonArray() ? joined(merge.getAsJsonArray()) : merge.getAsString());
      }
      return withSpecialTokens(ids, merges);
    } catch (CheckpointException e) {
      throw e;
    } catch (RuntimeException e) {
      // Gson has a different exception for each way in which JSON can be unexpected.
      throw malformed(WHOLE, "it does not describe a byte-pair tokenizer");
    }
  }

  /** Newer files hold pairs of tokens, older ones text. */
  private static String joined(JsonArray pair) {
    return pair.get(0).getAsString() + ' ' + pair.get(1).getAsString();
  }

  private static JsonArray array(JsonObject object, String name) {
    return object.has(name) ? object.getAsJsonArray(name) : new JsonArray();
  }

  private ClipVocabulary withSpecialTokens(Map<String, Integer> ids, List<String> merges) {
    String bos = special("bos_token").orElse(BOS);
    String eos = special("eos_token").orElse(EOS);
    String pad = special("pad_token").orElse(eos);
    try {
      return new ClipVocabulary(ids, merges, bos, eos, pad);
    } catch (CheckpointException e) {
      throw new CheckpointException("%s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private Optional<String> special(String name) {
    for (String file : List.of("special_tokens_map.json", "tokenizer_config.json")) {
      if (has(file)) {
        JsonElement token = object(file).get(name);
        JsonElement content =
            token != null && token.isJsonObject() ? token.getAsJsonObject().get("content") : token;
        if (string(content).isPresent()) {
          return string(content);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> string(JsonElement element) {
    return element != null && element.isJsonPrimitive()
        ? Optional.of(element.getAsString())
        : Optional.empty();
  }

  private Map<String, Integer> ids(JsonObject vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<String, JsonElement> entry : vocabulary.entrySet()) {
      try {
        ids.put(entry.getKey(), entry.getValue().getAsInt());
      } catch (RuntimeException e) {
        throw malformed(
            VOCABULARY, "token '" + entry.getKey() + "' has no id but " + entry.getValue());
      }
    }
    return ids;
  }

  private List<String> mergeLines() {
    List<String> merges = new ArrayList<>();
    for (String line : text(MERGES).split("\r?\n")) {
      if (line.startsWith("#version") || line.isBlank()) {
        continue;
      }
      if (line.split(" ", -1).length != 2) {
        throw malformed(MERGES, "expected two tokens in a line but got '" + line + "'");
      }
      merges.add(line);
    }
    return merges;
  }

  private boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  private JsonObject object(String name) {
    try {
      return JsonParser.parseString(text(name)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw malformed(name, "it is no JSON object");
    }
  }

  private String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new CheckpointException("cannot read " + folder.resolve(name) + " as UTF-8 text", e);
    }
  }

  private CheckpointException malformed(String name, String reason) {
    return new CheckpointException("cannot use " + folder.resolve(name) + ": " + reason);
  }
}
