package org.latentj.imagej.model;

import java.util.stream.Collectors;

/** Breaks long lines: neither ImageJ's nor Swing's message boxes do. */
final class Lines {
  static final int MESSAGE = 110;

  private Lines() {}

  /** Lines of at most {@code columns} characters, broken at spaces where there are some. */
  static String wrap(String text, int columns) {
    return text.lines().map(line -> wrapLine(line, columns)).collect(Collectors.joining("\n"));
  }

  private static String wrapLine(String line, int columns) {
    StringBuilder wrapped = new StringBuilder();
    String rest = line;
    while (rest.length() > columns) {
      int space = rest.lastIndexOf(' ', columns);
      if (space <= 0) {
        space = rest.indexOf(' ', columns);
      }
      if (space <= 0) {
        break;
      }
      wrapped.append(rest, 0, space).append('\n');
      rest = rest.substring(space + 1);
    }
    return wrapped.append(rest).toString();
  }
}
