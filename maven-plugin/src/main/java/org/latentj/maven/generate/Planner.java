package org.latentj.maven.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.maven.manifest.Problems;

/** Compares manifests with what is there. */
final class Planner {
  private final OutputFolder output;
  private final Records records;
  private final AssetFingerprint fingerprints;
  private final Map<Optional<ModelFiles>, String> modelHashes = new HashMap<>();

  Planner(OutputFolder output, Records records, AssetFingerprint fingerprints) {
    this.output = output;
    this.records = records;
    this.fingerprints = fingerprints;
  }

  /**
   * What must be generated. Inputs of these assets are read once to find mistakes before a model is
   * loaded.
   *
   * @throws ManifestException with every mistake
   */
  Plan plan(List<Manifest> manifests) throws ManifestException, IOException {
    List<Job> jobs = new ArrayList<>();
    Problems problems = new Problems();
    int assets = 0;
    for (Manifest manifest : manifests) {
      for (Asset asset : manifest.assets()) {
        assets++;
        try {
          job(manifest, asset).ifPresent(jobs::add);
        } catch (IllegalArgumentException e) {
          problems.add(asset.where(), e.getMessage());
        } catch (CheckpointException e) {
          problems.add(manifest.modelMark(), "model: " + e.getMessage());
        }
      }
    }
    problems.throwIfAny();
    return new Plan(jobs, assets - jobs.size());
  }

  private Optional<Job> job(Manifest manifest, Asset asset) throws IOException {
    String fingerprint = fingerprints.of(asset, modelHash(manifest.model()));
    Optional<String> reason = records.obstacle(output.file(asset.output()), fingerprint);
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    Requests.of(asset);
    return Optional.of(new Job(manifest, asset, fingerprint, reason.get()));
  }

  private String modelHash(Optional<ModelFiles> model) throws IOException {
    String hash = modelHashes.get(model);
    if (hash == null) {
      hash = fingerprints.ofModel(model);
      modelHashes.put(model, hash);
    }
    return hash;
  }
}
