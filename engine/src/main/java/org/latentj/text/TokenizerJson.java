package org.latentj.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Writes a vocabulary as the {@code tokenizer.json} of Hugging Face's tokenizers library, as {@code
 * transformers/convert_slow_tokenizer.py: CLIPConverter} does. Special tokens and normalisation are
 * left out: {@link ClipTokenizer} sees to both as OpenAI's code does.
 */
final class TokenizerJson {
  /** Contractions, words, single digits, and runs of anything else but blanks. */
  static final String WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  private TokenizerJson() {}

  static String write(ClipVocabulary vocabulary) {
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("added_tokens", new JsonArray());
    root.add("pre_tokenizer", preTokenizer());
    root.add("model", model(vocabulary));
    return root.toString();
  }

  private static JsonObject preTokenizer() {
    JsonObject split = typed("Split");
    split.add("pattern", property("Regex", WORDS));
    split.addProperty("behavior", "Removed");
    split.addProperty("invert", true);
    JsonObject bytes = typed("ByteLevel");
    bytes.addProperty("add_prefix_space", false);
    bytes.addProperty("trim_offsets", true);
    bytes.addProperty("use_regex", false);
    return sequence("pretokenizers", split, bytes);
  }

  private static JsonObject model(ClipVocabulary vocabulary) {
    JsonObject model = typed("BPE");
    model.addProperty("unk_token", vocabulary.eos());
    model.addProperty("continuing_subword_prefix", "");
    model.addProperty("end_of_word_suffix", "</w>");
    model.addProperty("fuse_unk", false);
    JsonObject ids = new JsonObject();
    vocabulary.ids().forEach(ids::addProperty);
    model.add("vocab", ids);
    JsonArray merges = new JsonArray();
    vocabulary.merges().forEach(merges::add);
    model.add("merges", merges);
    return model;
  }

  private static JsonObject sequence(String name, JsonElement... parts) {
    JsonArray array = new JsonArray();
    for (JsonElement part : parts) {
      array.add(part);
    }
    JsonObject sequence = typed("Sequence");
    sequence.add(name, array);
    return sequence;
  }

  private static JsonObject typed(String type) {
    return property("type", type);
  }

  private static JsonObject property(String name, String value) {
    JsonObject object = new JsonObject();
    object.add(name, new JsonPrimitive(value));
    return object;
  }
}
