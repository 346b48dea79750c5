package org.latentj.worker;

import java.util.ArrayList;
import java.util.List;

/** A worker that needs more heap than it has. */
final class ExhaustedMain {
  private ExhaustedMain() {}

  public static void main(String[] args) {
    List<byte[]> hoard = new ArrayList<>();
    while (true) {
      hoard.add(new byte[1 << 20]);
    }
  }
}
