package org.latentj.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.latentj.worker.child.WorkerMain;

/** A worker with a library that prints all the time, also past Java's own streams. */
final class NoisyMain {
  private NoisyMain() {}

  public static void main(String[] args) {
    System.out.println("noise from before the redirection");
    Thread thread = new Thread(NoisyMain::print);
    thread.setDaemon(true);
    thread.start();
    WorkerMain.main(args);
  }

  private static void print() {
    byte[] noise = "noise from native code\n".getBytes(StandardCharsets.UTF_8);
    try {
      FileOutputStream nativeOut = new FileOutputStream(FileDescriptor.out);
      while (true) {
        nativeOut.write(noise);
        System.out.println("noise from Java");
        Thread.sleep(5);
      }
    } catch (IOException | InterruptedException e) {
      // The worker ends.
    }
  }
}
