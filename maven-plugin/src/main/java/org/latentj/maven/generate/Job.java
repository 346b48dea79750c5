package org.latentj.maven.generate;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;

/**
 * An asset whose files must be made.
 *
 * @param manifest that lists it
 * @param asset what to make
 * @param keys of what it is made from
 * @param reason why it is made, for the log
 * @param cached the picture, if it was generated before and is still in the cache
 */
record Job(Manifest manifest, Asset asset, AssetKeys keys, String reason, Optional<Path> cached) {}
