package org.latentj.maven.generate;

import java.util.List;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;

/**
 * What a run has to do.
 *
 * @param jobs what must be made, in the order of the manifests
 * @param unavailable assets that need a model which is not there, and why it is not
 * @param upToDate assets whose files are what the manifests say
 */
record Plan(List<Job> jobs, List<Unavailable> unavailable, List<UpToDate> upToDate) {

  /**
   * An asset that needs nothing.
   *
   * @param manifest that lists it
   * @param asset what is there
   * @param known where it came from
   */
  record UpToDate(Manifest manifest, Asset asset, LockedAsset known) {}

  /**
   * An asset that cannot be generated here.
   *
   * @param manifest that lists it
   * @param asset what cannot be made
   * @param reason why
   */
  record Unavailable(Manifest manifest, Asset asset, String reason) {}
}
