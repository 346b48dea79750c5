package org.latentj.checkpoint.safetensors;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes JSON on but refuses overlong strings before a parser has gathered them: a header of 100 MB
 * that is one single name would otherwise cost several times that on the heap.
 */
final class BoundedStringReader extends FilterReader {
  private final int limit;
  private boolean inString;
  private boolean escaped;
  private int length;

  BoundedStringReader(Reader json, int limit) {
    super(json);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    int got = super.read(buffer, offset, count);
    for (int i = offset; i < offset + got; i++) {
      follow(buffer[i]);
    }
    return got;
  }

  private void follow(char c) throws IOException {
    if (escaped) {
      escaped = false;
    } else if (c == '"') {
      inString = !inString;
      length = 0;
      return;
    } else if (inString && c == '\\') {
      escaped = true;
    }
    // Outside of strings this bounds numbers and literals, which a parser gathers as well.
    length = inString || Character.isLetterOrDigit(c) ? length + 1 : 0;
    if (length > limit) {
      throw new IOException("a string is longer than " + limit + " characters");
    }
  }
}
