package org.latentj.worker.protocol;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Reads frames from a stream. Bytes between frames are no error: native code that prints writes
 * them past every redirection that Java has. They are handed on.
 *
 * <p>Not thread-safe. The streams stay the caller's.
 */
public final class FrameReader {
  private final DataInputStream in;
  private final OutputStream noise;

  /**
   * A reader.
   *
   * @param noise takes what is between frames
   */
  public FrameReader(InputStream in, OutputStream noise) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.noise = noise;
  }

  /**
   * The next frame; waits for it.
   *
   * @return null at the stream's end
   * @throws ProtocolException if a frame is cut off, damaged or longer than allowed; memory is
   *     taken only as its bytes arrive. The stream is of no use after that
   */
  public Frame read() throws IOException {
    if (!skipToFrame()) {
      return null;
    }
    byte[] lengths = exactly(12, "frame's lengths");
    int header = integer(lengths, 0);
    int body = integer(lengths, 4);
    check("header", header, Frame.MAX_HEADER);
    check("body", body, Frame.MAX_BODY);
    Frame frame = new Frame(exactly(header, "header"), exactly(body, "body"));
    int sum = checksum(frame);
    if (sum != integer(lengths, 8)) {
      throw new ProtocolException(
          "expected a frame with the checksum %08x but got %08x: something else was written into it"
              .formatted(integer(lengths, 8), sum));
    }
    return frame;
  }

  private boolean skipToFrame() throws IOException {
    int window = 0;
    int held = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        for (int shift = 8 * (held - 1); shift >= 0; shift -= 8) {
          noise.write(window >>> shift);
        }
        noise.flush();
        return false;
      }
      if (held == 4) {
        noise.write(window >>> 24);
      } else {
        held++;
      }
      window = window << 8 | next;
      if (held == 4 && window == Frame.MAGIC) {
        return true;
      }
    }
  }

  /** Reads piece by piece, so that a length alone makes nobody allocate. */
  private byte[] exactly(int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new ProtocolException(
          "expected a %s of %d bytes but the stream ended after %d"
              .formatted(what, length, bytes.length));
    }
    return bytes;
  }

  private static void check(String what, int length, int most) throws ProtocolException {
    if (length < 0 || length > most) {
      throw new ProtocolException(
          "expected a frame's %s of at most %d bytes but its length is %d"
              .formatted(what, most, Integer.toUnsignedLong(length)));
    }
  }

  private static int integer(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  static int checksum(Frame frame) {
    CRC32 crc = new CRC32();
    crc.update(frame.header());
    crc.update(frame.body());
    return (int) crc.getValue();
  }
}
