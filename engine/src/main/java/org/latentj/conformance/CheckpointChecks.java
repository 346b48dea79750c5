package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.model.ModelConfig;

/**
 * Single-file checkpoints: their networks must give what the pack holds for the diffusers folder
 * that they were made from. That is a folder of the same dimensions; where several have them, the
 * one whose numbers come nearest.
 */
final class CheckpointChecks {
  private static final Map<String, CaseKind> NETWORKS =
      Map.of(
          "text_encoder", new TextEncoderCases(),
          "unet", new UNetCases(),
          "vae_encode", new VaeEncodeCases(),
          "vae_decode", new VaeDecodeCases());

  private final Pack pack;
  private final Models models;

  private CheckpointChecks(Pack pack, Models models) {
    this.pack = pack;
    this.models = models;
  }

  static List<Check> of(Pack pack, Models models) throws IOException {
    CheckpointChecks checks = new CheckpointChecks(pack, models);
    List<Check> out = new ArrayList<>();
    for (Path file : pack.checkpoints()) {
      try {
        out.add(checks.check(file));
      } catch (IOException | RuntimeException e) {
        out.add(Check.failing(pack.name(file), e));
      }
    }
    return out;
  }

  private Check check(Path file) throws IOException {
    List<List<CaseEntry>> candidates =
        foldersLike(file).stream().map(this::casesOf).filter(c -> !c.isEmpty()).toList();
    if (candidates.isEmpty()) {
      return new Check(pack.name(file) + " (loads; no cases fit)", () -> load(file));
    }
    return new Check(pack.name(file), () -> nearest(candidates, file));
  }

  private List<Deviation> load(Path file) {
    models.load(file, Ema.EMA);
    return List.of(new Deviation("loads", 0, 0));
  }

  private List<Deviation> nearest(List<List<CaseEntry>> candidates, Path file) throws Exception {
    List<Deviation> best = null;
    for (List<CaseEntry> cases : candidates) {
      List<Deviation> deviations = run(cases, file);
      if (best == null || worst(deviations) < worst(best)) {
        best = deviations;
      }
    }
    return best;
  }

  private List<Path> foldersLike(Path file) throws IOException {
    ModelConfig wanted = config(file);
    List<Path> out = new ArrayList<>();
    for (Path folder : pack.modelFolders()) {
      ModelConfig have = config(folder);
      if (have.unet().equals(wanted.unet())
          && have.vae().equals(wanted.vae())
          && have.textEncoder().equals(wanted.textEncoder())) {
        out.add(folder);
      }
    }
    return out;
  }

  private static ModelConfig config(Path path) {
    try (Checkpoint checkpoint = Models.open(path, Ema.EMA)) {
      return checkpoint.config();
    }
  }

  private List<CaseEntry> casesOf(Path folder) {
    String model = pack.name(folder);
    return pack.entries().stream()
        .filter(e -> NETWORKS.containsKey(e.kind()))
        .filter(e -> e.parameters().text("model", "").equals(model))
        .filter(e -> !e.parameters().has("checkpoint"))
        .toList();
  }

  private List<Deviation> run(List<CaseEntry> cases, Path file) throws Exception {
    List<Deviation> out = new ArrayList<>();
    for (CaseEntry entry : cases) {
      CaseKind kind = NETWORKS.get(entry.kind());
      for (Deviation d : kind.compare(new CaseRun(entry, pack, models, file))) {
        out.add(new Deviation(entry.id() + " " + d.what(), d.value(), d.limit()));
      }
    }
    return out;
  }

  private static double worst(List<Deviation> deviations) {
    return deviations.stream().mapToDouble(Deviation::severity).max().orElse(0);
  }
}
