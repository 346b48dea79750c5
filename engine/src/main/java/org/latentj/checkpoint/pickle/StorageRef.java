package org.latentj.checkpoint.pickle;

/**
 * Raw memory that tensors view. Several tensors may share one.
 *
 * @param key its name in the file
 * @param type type of its elements
 * @param elements how many elements the pickle says it has
 */
public record StorageRef(String key, StorageType type, long elements) {}
