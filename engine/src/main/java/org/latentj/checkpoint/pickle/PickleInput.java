package org.latentj.checkpoint.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read in order and never past their end. */
final class PickleInput {
  private static final int MAX_STRING = 16 << 20;
  private static final int MAX_NUMBER = 1024;

  private final ByteBuffer bytes;

  PickleInput(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  int position() {
    return bytes.position();
  }

  int unsignedByte() throws PickleException {
    need(1);
    return bytes.get() & 0xff;
  }

  int unsignedShort() throws PickleException {
    need(2);
    return bytes.order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xffff;
  }

  int signedInt() throws PickleException {
    need(4);
    return bytes.order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  long unsignedInt() throws PickleException {
    return signedInt() & 0xffffffffL;
  }

  long signedLong() throws PickleException {
    need(8);
    return bytes.order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  double bigEndianDouble() throws PickleException {
    need(8);
    return bytes.order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** A string of {@code length} bytes of UTF-8. */
  String text(long length) throws PickleException {
    return new String(take(length, MAX_STRING), StandardCharsets.UTF_8);
  }

  /** Skips bytes that nothing here needs the contents of. */
  void skip(long length) throws PickleException {
    need(length);
    bytes.position(bytes.position() + (int) length);
  }

  /** A little-endian two's complement number of {@code length} bytes. */
  Object integer(long length) throws PickleException {
    byte[] little = take(length, MAX_NUMBER);
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    return simplest(big.length == 0 ? BigInteger.ZERO : new BigInteger(big));
  }

  /** The rest of the line, without its end. */
  String line() throws PickleException {
    int start = bytes.position();
    int end = start;
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    need((long) end - start + 1);
    String line = text((long) end - start);
    bytes.get();
    return line;
  }

  /** A decimal number on a line of its own; protocol 0 ends long ones with L. */
  Object decimalLine() throws PickleException {
    String line = line();
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    try {
      if (digits.length() <= MAX_NUMBER) {
        return simplest(new BigInteger(digits));
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message as an overlong number.
    }
    throw new PickleException("expected a decimal number at byte " + position());
  }

  private static Object simplest(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private byte[] take(long length, int limit) throws PickleException {
    if (length > limit) {
      throw new PickleException(
          "a value of %d bytes at byte %d; at most %d are allowed"
              .formatted(length, position(), limit));
    }
    need(length);
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  private void need(long length) throws PickleException {
    if (length < 0 || length > bytes.remaining()) {
      throw new PickleException(
          "%s bytes are needed at byte %d but only %d follow; it is cut off or damaged; fetch it again"
              .formatted(Long.toUnsignedString(length), position(), bytes.remaining()));
    }
  }
}
