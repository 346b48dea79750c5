package org.latentj.maven.generate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.NamedModel;

/**
 * What a run has to do.
 *
 * @param jobs what must be made, in the order of the manifests
 * @param unavailable assets that need a model which is not there, and why it is not
 * @param upToDate assets whose files are what the manifests say
 */
record Plan(List<Job> jobs, List<Unavailable> unavailable, List<UpToDate> upToDate) {

  /** Whether a picture must be made. */
  boolean needsEngine() {
    return jobs.stream().anyMatch(job -> job.cached().isEmpty());
  }

  /** A manifest for each model that pictures must be made with, the embedded one aside. */
  Collection<Manifest> modelsNeeded() {
    Map<Optional<NamedModel>, Manifest> needed = new LinkedHashMap<>();
    for (Job job : jobs) {
      if (job.cached().isEmpty() && job.manifest().model().isPresent()) {
        needed.putIfAbsent(job.manifest().model(), job.manifest());
      }
    }
    return needed.values();
  }

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
