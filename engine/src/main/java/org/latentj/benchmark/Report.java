package org.latentj.benchmark;

import java.util.OptionalLong;
import org.latentj.runtime.LoadedModel;

/**
 * What was measured, as a table. "Of floor" is the time that the multiply-adds of a part would take
 * at the device's measured matrix rate, as a share of the time it took: 100 % is as fast as it can
 * be.
 */
final class Report {
  private static final int STEPS_PER_PICTURE = 50;

  private final BenchmarkOptions options;
  private final LoadedModel model;
  private final double rate;
  private final MarkdownTable table = new MarkdownTable("part", "time", "of floor");
  private double secondsPerBatch;
  private long gpuBytes;

  /**
   * Begins a report.
   *
   * @param rate multiply-adds a second of the device
   */
  Report(BenchmarkOptions options, LoadedModel model, double rate) {
    this.options = options;
    this.model = model;
    this.rate = rate;
  }

  void loading(double seconds, boolean generated) {
    String part = generated ? "load (weights generated meanwhile)" : "load";
    table.row(part, Timings.text(seconds) + " s", "");
  }

  void textEncoding(Timings times) {
    var config = model.textEncoder().config();
    long work = MultiplyAdds.textEncoder(config, config.maxPositions());
    secondsPerBatch += times.median();
    add("text encoding, prompt and negative", times, 2 * work);
  }

  void steps(Measurement.Steps steps) {
    int tokens = model.textEncoder().config().maxPositions();
    long work = MultiplyAdds.unet(model.unet().config(), latentHeight(), latentWidth(), tokens);
    double seconds = steps.whole().median();
    add("sampling step with guidance", steps.whole(), 2 * work);
    if (steps.shallow().isPresent()) {
      Timings shallow = steps.shallow().get();
      int interval = options.workload().acceleration().deepCacheInterval();
      seconds = (seconds + (interval - 1) * shallow.median()) / interval;
      table.row("step with deep features of another", shallow.toString(), "");
      table.row("mean of " + interval + " steps", Timings.text(seconds) + " s", "");
    }
    secondsPerBatch += STEPS_PER_PICTURE * seconds;
  }

  void decoding(Timings times) {
    long work = MultiplyAdds.vaeDecode(model.vae().config(), latentHeight(), latentWidth());
    secondsPerBatch += times.median();
    add("VAE decode", times, work);
  }

  /** For image to image and inpainting; a picture from text has none. */
  void encoding(Timings times) {
    long work = MultiplyAdds.vaeEncode(model.vae().config(), latentHeight(), latentWidth());
    add("VAE encode", times, work);
  }

  private void add(String part, Timings times, long workPerPicture) {
    double floor = workPerPicture * options.workload().batch() / rate;
    table.row(part, times.toString(), "%.0f %%".formatted(100 * floor / times.median()));
    gpuBytes = Math.max(gpuBytes, model.device().memoryInUse().orElse(0));
  }

  private int latentHeight() {
    return options.workload().height() / model.vae().config().downsampling();
  }

  private int latentWidth() {
    return options.workload().width() / model.vae().config().downsampling();
  }

  @Override
  public String toString() {
    MarkdownTable all = new MarkdownTable("setting", "value");
    all.row(
        "model", options.model() == null ? "SD v1, random weights" : options.model().toString());
    all.row("device, precision", model.device().name() + ", " + model.compute());
    all.row("memory mode", options.memory().name());
    all.row("pictures", pictures());
    all.row("acceleration", options.workload().acceleration().toString());
    all.row("matrix rate", Timings.text(2 * rate * 1e-12) + " TFLOP/s");
    String remark = options.workload().decode() ? "" : " (without decoding)";
    double perMinute = 60 * options.workload().batch() / secondsPerBatch;
    all.row(
        "pictures a minute at " + STEPS_PER_PICTURE + " steps", Timings.text(perMinute) + remark);
    all.row("weights", gibibytes(OptionalLong.of(model.weightBytes())));
    all.row("peak resident memory", gibibytes(Machine.peakMemory()));
    if (model.device().isGpu()) {
      all.row("GPU memory in use", gibibytes(OptionalLong.of(gpuBytes)));
    }
    return table + "\n" + all;
  }

  private String pictures() {
    return "%d of %d x %d pixels"
        .formatted(
            options.workload().batch(), options.workload().width(), options.workload().height());
  }

  private static String gibibytes(OptionalLong bytes) {
    return bytes.isPresent() ? Timings.text(bytes.getAsLong() * 0x1p-30) + " GiB" : "not known";
  }
}
