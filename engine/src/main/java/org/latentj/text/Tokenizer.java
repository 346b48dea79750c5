package org.latentj.text;

import java.util.OptionalInt;

/** Splits text into the tokens of one vocabulary. */
public interface Tokenizer {

  /**
   * The tokens of a text, all of them: neither cut, nor padded, nor wrapped in special tokens.
   *
   * @param text any string
   * @return ids from 0 to below the vocabulary's size; none for an empty text
   */
  int[] encode(String text);

  /** The id that begins every chunk. */
  int bosId();

  /** The id that ends every chunk. */
  int eosId();

  /** The id that fills a chunk after its end. */
  int padId();

  /** The id of a comma that ends a word, if the vocabulary has it: long prompts break there. */
  OptionalInt commaId();
}
