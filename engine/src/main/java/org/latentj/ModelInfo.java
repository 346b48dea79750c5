package org.latentj;

/**
 * What is known of a model as soon as it is loaded, and of where it runs. Its hash is known later:
 * each result names it ({@link org.latentj.request.GenerationResult#modelHash}), and {@link
 * StableDiffusion#modelHash} waits for it.
 *
 * @param name its file's or folder's
 * @param device {@code cpu} or {@code cuda:N}
 * @param deviceReason why this device was chosen, as a sentence; says why a GPU is not used
 * @param precision the type that the networks compute in, for example {@code F32}
 * @param nativeSize the edge in pixels of the pictures that the model was trained on
 * @param engineVersion this library's version where the model runs
 */
public record ModelInfo(
    String name,
    String device,
    String deviceReason,
    String precision,
    int nativeSize,
    String engineVersion) {}
