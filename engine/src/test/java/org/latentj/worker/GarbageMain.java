package org.latentj.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** A worker that announces a frame of 4 GB. */
final class GarbageMain {
  private GarbageMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    byte[] frame = new byte[64];
    frame[0] = (byte) 0xff;
    frame[1] = 0x4c;
    frame[2] = 0x4a;
    frame[3] = 0x01;
    for (int i = 4; i < 12; i++) {
      frame[i] = (byte) 0xff;
    }
    new FileOutputStream(FileDescriptor.out).write(frame);
    Thread.sleep(600_000);
  }
}
