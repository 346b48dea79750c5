package org.latentj.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Picture;
import org.latentj.pipeline.StepObserver;
import org.latentj.tensor.FloatTensor;

/** What a pipeline gives on its way: timesteps and latents of every call, then pictures. */
final class PipelineOutputs implements StepObserver {
  /** A float within its limit can still lie on the other side of a rounding boundary. */
  private static final int LEVELS = 1;

  private final List<Double> timesteps = new ArrayList<>();
  private final List<FloatTensor> latents = new ArrayList<>();

  @Override
  public void before(int call, double timestep) {
    timesteps.add(timestep);
  }

  @Override
  public void after(int call, FloatTensor after) {
    latents.add(after);
  }

  /** Compares timesteps and the latents that the case has kept. */
  List<Deviation> compareSteps(CaseTensors tensors, String kept, double limit) throws IOException {
    List<Deviation> out = new ArrayList<>();
    double[] own = timesteps.stream().mapToDouble(Double::doubleValue).toArray();
    out.add(Schedulers.table("model_timesteps", own, tensors.doubles("model_timesteps")));
    int rows = tensors.stored("latents_per_step").shape().size(0);
    FloatTensor all = tensors.floats("latents_per_step");
    boolean whole = rows == latents.size();
    if (!whole && !kept.startsWith("first ")) {
      throw new UnsupportedCaseException(
          "%d rows of latents_per_step of %d steps, described as '%s'"
              .formatted(rows, latents.size(), kept));
    }
    for (int row = 0; row < rows; row++) {
      // "First three and last three": the second half counts from the end.
      int step = whole || row < rows / 2 ? row : latents.size() - rows + row;
      FloatTensor mine = latents.get(step);
      FloatTensor expected = all.row(row).reshape(mine.shape());
      out.add(Compare.floats("latents of step " + step, mine, expected, limit));
    }
    return out;
  }

  /**
   * Compares pictures. Bytes may differ by one level where the floats are within their limit.
   *
   * @param decoded (B, 3, H, W), about [-1, 1]
   */
  static List<Deviation> comparePictures(CaseTensors tensors, FloatTensor decoded, double limit)
      throws IOException {
    List<Deviation> out = new ArrayList<>();
    FloatTensor image = unit(decoded);
    out.add(Compare.floats("decoded_image", image, tensors.floats("decoded_image"), limit));
    if (tensors.has("decoded_uint8")) {
      byte[] expected = PipelineInputs.bytes(tensors.stored("decoded_uint8"));
      int wrong = 0;
      int at = 0;
      for (int i = 0; i < decoded.shape().size(0); i++) {
        for (byte level : Picture.fromSignedTensor(decoded, i).toRgb()) {
          int difference = Math.abs((level & 0xff) - (expected[at++] & 0xff));
          wrong += difference > LEVELS ? 1 : 0;
        }
      }
      out.add(new Deviation("decoded_uint8", wrong, 0));
    }
    return out;
  }

  private static FloatTensor unit(FloatTensor signed) {
    float[] out = new float[signed.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(Math.max(signed.data()[i] / 2 + 0.5f, 0), 1);
    }
    return new FloatTensor(signed.shape(), out);
  }
}
