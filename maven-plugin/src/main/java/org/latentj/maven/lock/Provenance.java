package org.latentj.maven.lock;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a picture comes from.
 *
 * @param picture SHA-256 of the picture as it was generated, before anything became of it
 * @param model the model's name
 * @param modelSource as the manifest names a model that is fetched, with the variant of its
 *     weights; empty for one of the project's own, and in older files
 * @param modelRevision the hub's commit, or the hash of the file from an address; may be empty
 * @param modelHash the first ten digits of the SHA-256 of the model's file, as in pictures; may be
 *     empty
 * @param modelFingerprint over the model with its tokenizer and configuration
 * @param license of the model; {@code unknown} if nobody said
 * @param engine version that generated
 * @param extensions SHA-256 of the files that extended the model, by kind and name, as in {@code
 *     LoRA ink}; usually none
 * @param parameters A1111's text
 */
public record Provenance(
    String picture,
    String model,
    String modelSource,
    String modelRevision,
    String modelHash,
    String modelFingerprint,
    String license,
    String engine,
    SortedMap<String, String> extensions,
    String parameters) {

  /** Nothing may be missing but what only some models have. */
  public Provenance {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(model, "model");
    modelSource = Objects.requireNonNullElse(modelSource, "");
    modelRevision = Objects.requireNonNullElse(modelRevision, "");
    Objects.requireNonNull(modelHash, "modelHash");
    Objects.requireNonNull(modelFingerprint, "modelFingerprint");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(engine, "engine");
    extensions =
        Collections.unmodifiableSortedMap(
            extensions == null ? new TreeMap<>() : new TreeMap<>(extensions));
    Objects.requireNonNull(parameters, "parameters");
  }

  /** The same under another licence. */
  public Provenance withLicense(String other) {
    return new Provenance(
        picture,
        model,
        modelSource,
        modelRevision,
        modelHash,
        modelFingerprint,
        other,
        engine,
        extensions,
        parameters);
  }

  /** What extended the model, each with the first ten digits of its hash; empty if nothing did. */
  public String extensionsText() {
    return extensions.entrySet().stream()
        .map(file -> file.getKey() + " " + file.getValue().substring(0, 10))
        .collect(Collectors.joining(", "));
  }

  /** How to name the model so that others find it: name, hash, and where it was fetched from. */
  public String modelText() {
    String from = modelSource.isEmpty() ? "" : " from %s %s".formatted(modelSource, modelRevision);
    return (model + " " + modelHash + from).strip().replaceAll(" +", " ");
  }
}
