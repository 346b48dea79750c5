package org.latentj.maven.lock;

import java.util.Objects;

/**
 * Where a picture comes from.
 *
 * @param picture SHA-256 of the picture as it was generated, before anything became of it
 * @param model the model's name
 * @param modelHash the first ten digits of the SHA-256 of the model's file, as in pictures; may be
 *     empty
 * @param modelFingerprint over the model with its tokenizer and configuration
 * @param license of the model; {@code unknown} if nobody said
 * @param engine version that generated
 * @param parameters A1111's text
 */
public record Provenance(
    String picture,
    String model,
    String modelHash,
    String modelFingerprint,
    String license,
    String engine,
    String parameters) {

  /** Nothing may be missing. */
  public Provenance {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(modelHash, "modelHash");
    Objects.requireNonNull(modelFingerprint, "modelFingerprint");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** The same under another licence. */
  public Provenance withLicense(String other) {
    return new Provenance(picture, model, modelHash, modelFingerprint, other, engine, parameters);
  }
}
