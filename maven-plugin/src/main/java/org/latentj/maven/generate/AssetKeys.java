package org.latentj.maven.generate;

import java.util.SortedMap;
import org.latentj.maven.files.Fingerprint;

/**
 * Hashes that an asset is known by.
 *
 * @param entry over what the manifest says, input pictures included; the same on every machine
 * @param model over the model with its tokenizer and configuration
 * @param extensions of the files besides the model, by kind and name; see {@link ExtensionFiles}
 * @param picture over everything that decides the generated pixels
 */
record AssetKeys(String entry, String model, SortedMap<String, String> extensions, String picture) {

  /** Over everything that decides the asset's files. */
  String files() {
    return new Fingerprint().add("entry", entry).add("picture", picture).toHex();
  }
}
