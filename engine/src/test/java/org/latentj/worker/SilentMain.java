package org.latentj.worker;

/** A worker that never says anything, and does not end with its stdin either. */
final class SilentMain {
  private SilentMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.err.println("I shall not answer");
    Thread.sleep(600_000);
  }
}
