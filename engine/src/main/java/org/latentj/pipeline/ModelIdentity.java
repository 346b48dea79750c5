package org.latentj.pipeline;

import java.util.Map;

/**
 * Which model and engine made a picture.
 *
 * @param name the model's name
 * @param hash SHA-256 of the model's file, hexadecimal; empty for none; a finished picture waits
 *     for it
 * @param engineVersion this library's version
 * @param settings what else pictures say of the model: a separate VAE, LoRAs merged into it
 */
public record ModelIdentity(
    String name, PendingHash hash, String engineVersion, Map<String, String> settings) {

  /** A model whose hash is known, and of which there is nothing else to say. */
  public ModelIdentity(String name, String hash, String engineVersion) {
    this(name, PendingHash.known(hash), engineVersion, Map.of());
  }
}
