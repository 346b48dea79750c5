package org.latentj.maven.lock;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the lock file says of an asset.
 *
 * @param manifest that lists it, relative to the lock file, with {@code /}
 * @param entry hash of what the manifest says of it, its input pictures included
 * @param source where it comes from; empty for a sprite sheet, which comes from other assets
 * @param files SHA-256 by path, relative to the lock file, with {@code /}
 */
public record LockedAsset(
    String manifest, String entry, Optional<Provenance> source, SortedMap<String, String> files) {

  /** Copies the map. */
  public LockedAsset {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** With these files. */
  public static LockedAsset of(
      String manifest, String entry, Optional<Provenance> source, Map<String, String> files) {
    return new LockedAsset(manifest, entry, source, new TreeMap<>(files));
  }
}
