package org.latentj;

/**
 * What is known of a loaded model, and of where it runs.
 *
 * @param name its file's or folder's
 * @param hash SHA-256 of its file, hexadecimal
 * @param device {@code cpu} or {@code cuda:N}
 * @param deviceReason why this device was chosen, as a sentence; says why a GPU is not used
 * @param precision the type that the networks compute in, for example {@code F32}
 * @param nativeSize the edge in pixels of the pictures that the model was trained on
 * @param engineVersion this library's version where the model runs
 */
public record ModelInfo(
    String name,
    String hash,
    String device,
    String deviceReason,
    String precision,
    int nativeSize,
    String engineVersion) {}
