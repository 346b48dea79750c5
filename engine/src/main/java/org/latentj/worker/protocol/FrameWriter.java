package org.latentj.worker.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes frames to a stream, which stays the caller's. Thread-safe: a frame is never torn. */
public final class FrameWriter {
  private static final int JOINED = 1 << 20;

  private final OutputStream out;

  /** A writer; every frame is flushed. */
  public FrameWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a frame.
   *
   * @throws IllegalArgumentException if it is longer than allowed; nothing is written then
   */
  public synchronized void write(Frame frame) throws IOException {
    frame.requireSendable();
    byte[] body = frame.body();
    // In one piece where it is short: native code that prints then gets between frames, not into
    // one.
    int joined = body.length <= JOINED ? body.length : 0;
    ByteBuffer start = ByteBuffer.allocate(16 + frame.header().length + joined);
    start.putInt(Frame.MAGIC).putInt(frame.header().length).putInt(body.length);
    start.putInt(FrameReader.checksum(frame)).put(frame.header()).put(body, 0, joined);
    out.write(start.array());
    out.write(body, joined, body.length - joined);
    out.flush();
  }
}
