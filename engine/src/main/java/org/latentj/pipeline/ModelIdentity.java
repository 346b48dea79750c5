package org.latentj.pipeline;

/**
 * Which model and engine made a picture.
 *
 * @param name the model's name
 * @param hash SHA-256 of the model's file, hexadecimal; empty for none
 * @param engineVersion this library's version
 */
public record ModelIdentity(String name, String hash, String engineVersion) {}
