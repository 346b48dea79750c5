package org.latentj.script;

/**
 * TorchScript source of a network and the weights it needs.
 *
 * @param source the text of {@code code/__torch__.py}
 * @param weights what the weight list must hold
 */
public record Script(String source, WeightTable weights) {

  /** The archive that libtorch's {@code torch::jit::load} reads: code only, no weights. */
  public byte[] archive() {
    return ScriptArchive.of(source);
  }
}
