package org.latentj.maven.generate;

import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;

/**
 * An asset to generate.
 *
 * @param manifest that lists it
 * @param asset what to generate
 * @param fingerprint of what it is made from
 * @param reason why it is generated, for the log
 */
record Job(Manifest manifest, Asset asset, String fingerprint, String reason) {}
