package org.latentj.models;

import java.nio.file.Path;

/**
 * A model that is on this machine, for a list.
 *
 * @param reference how to name it
 * @param title what it is, for people
 * @param folder where it is
 * @param bytes what it takes
 */
public record StoredModel(String reference, String title, Path folder, long bytes) {}
