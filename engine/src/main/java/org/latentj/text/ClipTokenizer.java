package org.latentj.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.text.cleanup.TextCleanup;

/**
 * CLIP's tokenizer, as OpenAI's {@code clip/simple_tokenizer.py} splits text; the byte-pair merging
 * is Hugging Face's native library. Special tokens written out in a text, such as {@code
 * <|endoftext|>}, become their ids.
 *
 * <p>Encoding is thread-safe. Who creates a tokenizer closes it, after the last use.
 */
public final class ClipTokenizer implements Tokenizer, AutoCloseable {
  private final ClipVocabulary vocabulary;
  private final Pattern words;
  private final HuggingFaceTokenizer pairs;

  /**
   * A tokenizer of a vocabulary. The first one in a JVM loads the native library from the class
   * path; nothing is downloaded.
   *
   * @throws CheckpointException if the native library does not accept the vocabulary
   */
  public ClipTokenizer(ClipVocabulary vocabulary) {
    this.vocabulary = vocabulary;
    words =
        Pattern.compile(
            "(?<special>%s|%s)|%s"
                .formatted(
                    Pattern.quote(vocabulary.bos()),
                    Pattern.quote(vocabulary.eos()),
                    TokenizerJson.WORDS),
            Pattern.UNICODE_CHARACTER_CLASS);
    stayOffline();
    byte[] json = TokenizerJson.write(vocabulary).getBytes(StandardCharsets.UTF_8);
    Map<String, String> asIs =
        Map.of(
            "addSpecialTokens", "false", "truncation", "do_not_truncate", "padding", "do_not_pad");
    try {
      pairs = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), asIs);
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          "the native tokenizer refuses the vocabulary of %d tokens and %d merges: %s"
              .formatted(vocabulary.ids().size(), vocabulary.merges().size(), e.getMessage()),
          e);
    }
  }

  /**
   * Reads the {@code tokenizer} folder of a diffusers model.
   *
   * @throws CheckpointException as {@link ClipVocabulary#read}
   */
  public static ClipTokenizer load(Path folder) {
    return new ClipTokenizer(ClipVocabulary.read(folder));
  }

  /** DJL reports its use from Amazon's machines, and downloads CUDA builds, unless told not to. */
  private static void stayOffline() {
    for (Map.Entry<String, String> setting :
        Map.of("OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu").entrySet()) {
      if (System.getenv(setting.getKey()) == null && System.getProperty(setting.getKey()) == null) {
        System.setProperty(setting.getKey(), setting.getValue());
      }
    }
  }

  @Override
  public int[] encode(String text) {
    String cleaned = TextCleanup.clean(text);
    if (!cleaned.contains(vocabulary.bos()) && !cleaned.contains(vocabulary.eos())) {
      return encodeWords(cleaned);
    }
    IntStream.Builder ids = IntStream.builder();
    Matcher word = words.matcher(cleaned);
    int from = 0;
    while (word.find()) {
      if (word.group("special") != null) {
        Arrays.stream(encodeWords(cleaned.substring(from, word.start()))).forEach(ids::add);
        ids.add(vocabulary.ids().get(word.group()));
        from = word.end();
      }
    }
    Arrays.stream(encodeWords(cleaned.substring(from))).forEach(ids::add);
    return ids.build().toArray();
  }

  private int[] encodeWords(String cleaned) {
    long[] ids = pairs.encode(cleaned, false, false).getIds();
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  @Override
  public int bosId() {
    return vocabulary.ids().get(vocabulary.bos());
  }

  @Override
  public int eosId() {
    return vocabulary.ids().get(vocabulary.eos());
  }

  @Override
  public int padId() {
    return vocabulary.ids().get(vocabulary.pad());
  }

  @Override
  public OptionalInt commaId() {
    Integer id = vocabulary.ids().get(",</w>");
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The highest id plus one; the text encoder's embedding must have as many rows. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** Frees the native tokenizer; more than once is harmless. */
  @Override
  public void close() {
    pairs.close();
  }
}
