package org.latentj.models.known;

/**
 * Settings that the authors use: defaults of {@code scripts/txt2img.py} in CompVis/stable-diffusion
 * (with {@code --plms}, as its README has it) and Stability-AI/stablediffusion.
 *
 * @param size edge of the pictures in pixels
 * @param steps sampling steps
 * @param guidanceScale classifier-free guidance
 * @param sampler the engine's name of the method
 */
public record RecommendedSettings(int size, int steps, double guidanceScale, String sampler) {}
