package org.latentj.maven.generate;

/**
 * Where a model comes from, for the record.
 *
 * @param source as a manifest names it, with the variant of its weights; empty for a file or folder
 *     of this machine, and for the embedded model
 * @param revision the hub's commit, or the hash of what an address gave; empty if nobody knows
 */
record ModelOrigin(String source, String revision) {
  /** Files of this machine mean nothing elsewhere. */
  static final ModelOrigin HERE = new ModelOrigin("", "");
}
