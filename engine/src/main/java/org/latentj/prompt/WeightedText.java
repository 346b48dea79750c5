package org.latentj.prompt;

/**
 * A piece of a prompt with a factor.
 *
 * @param text as written, without the marks that gave it its weight
 * @param weight 1 for plain text; finite
 */
public record WeightedText(String text, double weight) {}
