package org.latentj.prompt;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Emphasis marks: {@code (x)} times 1.1, {@code [x]} by 1.1, {@code (x:1.3)} times 1.3; nesting
 * multiplies; {@code \( \) \[ \] \\} are literal; an unclosed bracket runs to the end; {@code
 * BREAK} separates sections. After webui's {@code modules/prompt_parser.py:
 * parse_prompt_attention}, with two differences: {@code BREAK} separates inside brackets too (webui
 * reads it as a word of weight -1.1 there), and a malformed weight as in {@code (x:1.2.3)} is text
 * (webui fails).
 */
public final class EmphasisParser {
  private static final double ROUND = 1.1;
  private static final double SQUARE = 1 / 1.1;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\[()\\[\\]\\\\]|\\\\|[(\\[\\])]|:\\s*+([+-]?[.\\d]++)\\s*+\\)|[^\\\\()\\[\\]:]++|:");
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");
  private static final Pattern BREAK =
      Pattern.compile("\\bBREAK\\b", Pattern.UNICODE_CHARACTER_CLASS);

  private final WeightedPieces pieces = new WeightedPieces();

  private EmphasisParser() {}

  /**
   * Reads a prompt.
   *
   * @param prompt any text
   * @return the sections between {@code BREAK}s, one or more; each with one piece or more, no two
   *     neighbours of the same weight
   * @throws IllegalArgumentException if weights multiply beyond a float's range
   */
  public static List<List<WeightedText>> parse(String prompt) {
    EmphasisParser parser = new EmphasisParser();
    parser.read(prompt);
    return parser.pieces.sections();
  }

  private void read(String prompt) {
    Matcher token = TOKEN.matcher(prompt);
    while (token.find()) {
      accept(token.group(), token.group(1));
    }
    pieces.closeAll(ROUND, SQUARE);
  }

  private void accept(String token, String number) {
    if (token.startsWith("\\")) {
      pieces.add(token.substring(1));
    } else if (number != null) {
      weigh(token, number);
    } else {
      switch (token) {
        case "(" -> pieces.openRound();
        case "[" -> pieces.openSquare();
        case ")" -> closeRound(ROUND);
        case "]" -> {
          if (!pieces.closeSquare(SQUARE)) {
            pieces.add(token);
          }
        }
        default -> addText(token);
      }
    }
  }

  private void closeRound(double factor) {
    if (!pieces.closeRound(factor)) {
      pieces.add(")");
    }
  }

  private void weigh(String token, String number) {
    if (!NUMBER.matcher(number).matches()) {
      pieces.add(token.substring(0, token.length() - 1));
      closeRound(ROUND);
    } else if (!pieces.closeRound(Double.parseDouble(number))) {
      pieces.add(token);
    }
  }

  /** Adds text; whitespace around a {@code BREAK} goes with it. */
  private void addText(String text) {
    Matcher separator = BREAK.matcher(text);
    int from = 0;
    while (separator.find()) {
      String before = text.substring(from, separator.start()).stripTrailing();
      pieces.add(from == 0 ? before : before.stripLeading());
      pieces.startSection();
      from = separator.end();
    }
    pieces.add(from == 0 ? text : text.substring(from).stripLeading());
  }
}
