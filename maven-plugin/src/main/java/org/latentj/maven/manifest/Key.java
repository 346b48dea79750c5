package org.latentj.maven.manifest;

/**
 * A key of a manifest.
 *
 * @param name as written
 * @param type of its values
 * @param values how they are read
 * @param <T> type of its values
 */
record Key<T>(String name, Class<T> type, ValueType<T> values) {}
