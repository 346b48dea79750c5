package org.latentj.models;

import java.nio.file.Path;
import java.util.List;

/**
 * A model that is on this machine, for a list.
 *
 * @param reference how to name it
 * @param title what it is, for people
 * @param folder where it is
 * @param bytes what it takes
 * @param usable references to what of it can be loaded: the folder, single files; empty if nothing
 *     is whole
 */
public record StoredModel(
    String reference, String title, Path folder, long bytes, List<String> usable) {

  /** Copies the list. */
  public StoredModel {
    usable = List.copyOf(usable);
  }
}
