package org.latentj.script;

/**
 * A variable or expression in emitted TorchScript.
 *
 * @param code its text, for example {@code v12} or {@code w[3]}
 */
public record Value(String code) {
  @Override
  public String toString() {
    return code;
  }
}
