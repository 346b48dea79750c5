package org.latentj.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A byte-pair vocabulary of CLIP's kind, small enough to follow by hand. */
final class MiniVocabulary {
  static final String BOS = "<|startoftext|>";
  static final String EOS = "<|endoftext|>";

  /** By priority: "cat", "cats" and "dog" are whole words, "'s" and "do" are parts. */
  static final List<String> MERGES =
      List.of("c a", "ca t</w>", "ca t", "cat s</w>", "d o", "do g</w>", "' s</w>", "! !</w>");

  private MiniVocabulary() {}

  /** The 256 bytes, each within and at the end of a word, the merged tokens, BOS and EOS. */
  static Map<String, Integer> ids() {
    List<String> tokens = new ArrayList<>(byteAlphabet());
    byteAlphabet().forEach(b -> tokens.add(b + "</w>"));
    MERGES.forEach(m -> tokens.add(m.replace(" ", "")));
    tokens.add(BOS);
    tokens.add(EOS);
    Map<String, Integer> ids = new LinkedHashMap<>();
    tokens.forEach(t -> ids.put(t, ids.size()));
    return ids;
  }

  /** GPT-2's printable stand-ins for bytes: themselves if printable, else from U+0100 on. */
  private static List<String> byteAlphabet() {
    List<String> printable = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      if (b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae) {
        printable.add(Character.toString(b));
      } else {
        others.add(Character.toString(256 + others.size()));
      }
    }
    printable.addAll(others);
    return printable;
  }

  static ClipVocabulary vocabulary() {
    return new ClipVocabulary(ids(), MERGES, BOS, EOS, EOS);
  }

  /** Writes vocab.json and merges.txt. */
  static void writeFiles(Path folder) throws IOException {
    Files.writeString(folder.resolve("vocab.json"), new Gson().toJson(ids()));
    Files.writeString(
        folder.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", MERGES) + "\n");
  }

  /** Writes tokenizer.json, with merges as pairs as newer libraries do, or as text. */
  static void writeWhole(Path folder, boolean pairs) throws IOException {
    List<?> merges = pairs ? MERGES.stream().map(m -> List.of(m.split(" "))).toList() : MERGES;
    Map<String, Integer> words = ids();
    int bos = words.remove(BOS);
    int eos = words.remove(EOS);
    Map<String, Object> whole =
        Map.of(
            "added_tokens",
            List.of(Map.of("id", bos, "content", BOS), Map.of("id", eos, "content", EOS)),
            "model",
            Map.of("type", "BPE", "end_of_word_suffix", "</w>", "vocab", words, "merges", merges));
    Files.writeString(folder.resolve("tokenizer.json"), new GsonBuilder().create().toJson(whole));
  }
}
