package org.latentj.maven.manifest;

/**
 * A value and its place.
 *
 * @param <T> the value's type
 */
record Located<T>(T value, SourceMark where) {}
