package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.image.Tiling;
import org.latentj.network.TimestepEmbedding;
import org.latentj.runtime.Conditioning;
import org.latentj.runtime.TimeTable;
import org.latentj.runtime.UNetModel;
import org.latentj.tensor.FloatTensor;

/**
 * {@code unet}: one evaluation. A case with a parameter {@code checkpoint} is about the two sets of
 * weights in a single file: {@code output} is of the plain ones, {@code output_ema} of the average.
 */
final class UNetCases implements CaseKind {
  private static final String OUTPUT = "output";
  private static final String OUTPUT_EMA = "output_ema";
  private static final String INSIDE = "at.";
  private static final String TIME = "at.time_proj";

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    try (CaseTensors tensors = run.tensors()) {
      if (!run.parameters().has("checkpoint")) {
        return compare(run.model().unet(), tensors, run.limit());
      }
      Path file = run.pack().model(run.parameters().text("checkpoint"));
      List<Deviation> out = new ArrayList<>();
      UNetModel plain = run.models().load(file, Ema.NON_EMA).unet();
      out.add(output(OUTPUT, plain, tensors, run.limit()));
      if (tensors.has(OUTPUT_EMA)) {
        UNetModel average = run.models().load(file, Ema.EMA).unet();
        out.add(output(OUTPUT_EMA, average, tensors, run.limit()));
      }
      return out;
    }
  }

  private static List<Deviation> compare(UNetModel unet, CaseTensors tensors, double limit)
      throws IOException {
    List<Deviation> out = new ArrayList<>(List.of(output(OUTPUT, unet, tensors, limit)));
    double[] timesteps = timesteps(tensors);
    FloatTensor expected = tensors.floats(OUTPUT);
    if (tensors.has(TIME)) {
      FloatTensor embedding = TimestepEmbedding.of(timesteps, unet.config());
      out.add(Intermediates.compare(tensors, TIME, embedding, expected, limit));
    }
    if (tensors.names().stream().anyMatch(n -> n.startsWith(INSIDE))) {
      for (Map.Entry<String, FloatTensor> tap : taps(unet, tensors, timesteps).entrySet()) {
        String name = INSIDE + tap.getKey();
        if (tensors.has(name)) {
          out.add(Intermediates.compare(tensors, name, tap.getValue(), expected, limit));
        }
      }
    }
    return out;
  }

  /** Through the script that pictures are made with, where the batch has one timestep. */
  private static Deviation output(String name, UNetModel unet, CaseTensors tensors, double limit)
      throws IOException {
    double[] timesteps = timesteps(tensors);
    FloatTensor expected = tensors.floats(name);
    if (Arrays.stream(timesteps).distinct().count() > 1) {
      return Compare.floats(name, taps(unet, tensors, timesteps).get(OUTPUT), expected, limit);
    }
    try (Conditioning conditioning = unet.condition(tensors.floats("encoder_hidden_states"));
        TimeTable times = unet.times(new double[] {timesteps[0]})) {
      FloatTensor sample = tensors.floats("sample");
      FloatTensor output = unet.predict(sample, times, 0, conditioning, Tiling.NONE);
      return Compare.floats(name, output, expected, limit);
    }
  }

  private static Map<String, FloatTensor> taps(
      UNetModel unet, CaseTensors tensors, double[] timesteps) throws IOException {
    try (Conditioning conditioning = unet.condition(tensors.floats("encoder_hidden_states"))) {
      return unet.predictWithTaps(tensors.floats("sample"), timesteps, conditioning);
    }
  }

  /** One for each row of the batch; a single one is for all. */
  private static double[] timesteps(CaseTensors tensors) throws IOException {
    double[] given = tensors.doubles("timestep");
    int batch = tensors.stored("sample").shape().size(0);
    double[] out = new double[batch];
    for (int i = 0; i < batch; i++) {
      out[i] = given[Math.min(i, given.length - 1)];
    }
    return out;
  }
}
