package org.latentj.script;

/**
 * A variable or expression in emitted TorchScript.
 *
 * @param code its text, for example {@code v12} or {@code w[3]}
 */
public record Value(String code) {
  /** Element {@code index} of this list. */
  public Value element(int index) {
    return new Value(code + "[" + index + "]");
  }

  @Override
  public String toString() {
    return code;
  }
}
