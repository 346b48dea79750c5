package org.latentj.checkpoint.torch;

import java.nio.ByteBuffer;

/**
 * The zip64 field among an entry's extra fields (APPNOTE.TXT 4.5.3): the 64-bit values of those
 * header fields that are all ones, in the header's order.
 */
final class Zip64Extra {
  private static final int ID = 1;

  private final ByteBuffer directory;
  private int at;
  private int end;

  Zip64Extra(ByteBuffer directory, int offset, int length) {
    this.directory = directory;
    int field = offset;
    while (field + 4 <= offset + length) {
      int size = directory.getShort(field + 2) & 0xffff;
      if (directory.getShort(field) == ID) {
        at = field + 4;
        end = Math.min(at + size, offset + length);
        return;
      }
      field += 4 + size;
    }
  }

  /** The value of a header's 32-bit field; -1 if it should be here but is not. */
  long valueOf(int headerField) {
    if (headerField != -1) {
      return headerField & 0xffffffffL;
    }
    if (end - at < 8) {
      return -1;
    }
    at += 8;
    return directory.getLong(at - 8);
  }
}
