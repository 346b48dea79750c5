package org.latentj.pipeline;

/** The hash that pictures name their model by, which may still be being computed. */
public interface PendingHash {

  /** A hash that is known. */
  static PendingHash known(String hash) {
    return new PendingHash() {
      @Override
      public void check() {
        // There is nothing that can fail.
      }

      @Override
      public String await(Runnable meanwhile) {
        return hash;
      }
    };
  }

  /**
   * Waits for nothing.
   *
   * @throws RuntimeException if it is clear already that there will be no hash
   */
  void check();

  /**
   * Waits until it is known.
   *
   * @param meanwhile run every tenth of a second of waiting; what it throws ends the waiting
   * @return hexadecimal; empty for none
   * @throws RuntimeException if it could not be computed
   */
  String await(Runnable meanwhile);
}
