package org.latentj.maven.manifest;

import java.util.List;

/**
 * A list of mappings.
 *
 * @param values in the order of the file
 */
record Entries(List<Entry> values) {

  /** Copies the list. */
  Entries {
    values = List.copyOf(values);
  }
}
