package org.latentj.tensor;

/**
 * A tensor that a network expects from a checkpoint.
 *
 * @param name the name in the diffusers layout, for example {@code conv_in.weight}
 * @param shape the exact shape
 */
public record TensorSpec(String name, Shape shape) {}
