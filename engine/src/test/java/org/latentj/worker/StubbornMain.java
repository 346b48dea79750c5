package org.latentj.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.latentj.worker.protocol.FrameWriter;
import org.latentj.worker.protocol.Replies;

/** A worker whose native code hangs: it lives, makes no progress, and does not heed a cancel. */
final class StubbornMain {
  private StubbornMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    FrameWriter out = new FrameWriter(new FileOutputStream(FileDescriptor.out));
    out.write(Replies.hello());
    while (true) {
      out.write(Replies.alive(1));
      Thread.sleep(20);
    }
  }
}
