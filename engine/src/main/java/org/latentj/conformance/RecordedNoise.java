package org.latentj.conformance;

import java.io.IOException;
import org.latentj.sampler.HostLatents;
import org.latentj.sampler.Latents;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** The noise of a scheduler run, to be consumed at the calls that the case states. */
final class RecordedNoise {
  private final FloatTensor noise;
  private final double[] callOfDraw;
  private int call;
  private int drawn;

  private RecordedNoise(FloatTensor noise, double[] callOfDraw) {
    this.noise = noise;
    this.callOfDraw = callOfDraw;
  }

  static RecordedNoise of(CaseTensors tensors, String prefix) throws IOException {
    if (!tensors.has(prefix + "noise")) {
      return new RecordedNoise(null, new double[0]);
    }
    return new RecordedNoise(
        tensors.floats(prefix + "noise"), tensors.doubles(prefix + "noise_call_index"));
  }

  void atCall(int number) {
    call = number;
  }

  /** The next noise, if the reference draws it at this call too. */
  Latents next() {
    if (drawn == callOfDraw.length || callOfDraw[drawn] != call) {
      throw new IllegalStateException(
          "the sampler draws noise at call " + call + ", where the reference draws none");
    }
    FloatTensor row = noise.row(drawn++);
    long[] dims = row.shape().toArray();
    Shape shape = Shape.of(java.util.Arrays.copyOfRange(dims, 1, dims.length));
    return new HostLatents(row.reshape(shape));
  }

  /** How many draws of the reference the sampler has left out. */
  Deviation unused(String what) {
    return new Deviation(what, callOfDraw.length - drawn, 0);
  }
}
