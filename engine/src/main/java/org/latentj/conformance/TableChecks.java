package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.sampler.DiffusersScheduler;
import org.latentj.sampler.ImageToImageStart;
import org.latentj.sampler.Sampler;

/**
 * The JSON tables that a pack may hold beside its cases: {@code timestep-tables.json} (what a
 * scheduler visits for a spacing and a number of steps) and {@code img2img-slices.json} (what is
 * left of that for a strength). They give a line for each scheduler class, so that an unknown class
 * hides nothing else.
 */
final class TableChecks {
  private TableChecks() {}

  /** Compares one row of a table. */
  private interface Row {
    List<Deviation> compare(CaseParameters row);
  }

  static List<Check> of(Pack pack) throws IOException {
    List<Check> out = new ArrayList<>();
    out.addAll(checks(pack, "timestep-tables", TableChecks::timesteps));
    out.addAll(checks(pack, "img2img-slices", TableChecks::slice));
    return out;
  }

  private static List<Check> checks(Pack pack, String name, Row comparison) throws IOException {
    List<Check> out = new ArrayList<>();
    for (Path file : pack.named(name + ".json")) {
      try {
        byClass(file)
            .forEach((type, rows) -> out.add(new Check(name + " " + type, all(rows, comparison))));
      } catch (IOException | RuntimeException e) {
        out.add(Check.failing(pack.name(file), e));
      }
    }
    return out;
  }

  private static Map<String, List<CaseParameters>> byClass(Path file) throws IOException {
    Map<String, List<CaseParameters>> out = new LinkedHashMap<>();
    String where = file.getFileName().toString();
    for (CaseParameters row : CaseParameters.of(where, Pack.json(file).getAsJsonArray())) {
      out.computeIfAbsent(row.text("class"), c -> new ArrayList<>()).add(row);
    }
    return out;
  }

  private static Check.Comparison all(List<CaseParameters> rows, Row comparison) {
    return () -> rows.stream().flatMap(row -> comparison.compare(row).stream()).toList();
  }

  private static List<Deviation> timesteps(CaseParameters row) {
    SchedulerSettings settings = SchedulerSettings.stableDiffusion1(row.text("class"));
    if (!row.text("spacing").equals("default")) {
      settings = settings.with("timestep_spacing", row.text("spacing"));
    }
    DiffusersScheduler scheduler = settings.scheduler();
    Sampler sampler = scheduler.create(scheduler.config(row.integer("steps")));
    String name = "%s %d ".formatted(row.text("spacing"), row.integer("steps"));
    List<Deviation> out = new ArrayList<>();
    out.add(
        Schedulers.table(
            name + "timesteps", Schedulers.timesteps(sampler), row.numbers("timesteps")));
    double[] scale = {sampler.initialNoiseScale()};
    double[] expected = {row.number("init_noise_sigma")};
    out.add(Schedulers.table(name + "init_noise_sigma", scale, expected));
    out.add(new Deviation(name + "order", Math.abs(sampler.order() - row.integer("order")), 0));
    if (row.has("sigmas")) {
      out.add(SchedulerCases.sigmas(name + "sigmas", sampler, row.numbers("sigmas")));
    }
    return out;
  }

  private static List<Deviation> slice(CaseParameters row) {
    DiffusersScheduler scheduler =
        SchedulerSettings.stableDiffusion1(row.text("class")).scheduler();
    int steps = row.integer("steps");
    double strength = row.number("strength");
    int first = ImageToImageStart.firstCall(scheduler.kind(), steps, strength);
    Sampler sampler = scheduler.create(scheduler.config(steps).withFirstCall(first));
    String what = "timesteps of %d steps at strength %s".formatted(steps, strength);
    double[] own = Schedulers.timesteps(sampler);
    return List.of(Schedulers.table(what, own, row.numbers("timesteps")));
  }
}
