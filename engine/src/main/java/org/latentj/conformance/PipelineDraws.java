package org.latentj.conformance;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.pipeline.NoiseDraws;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** The random tensors of a pipeline case, and the order in which the pipeline asks for them. */
final class PipelineDraws implements NoiseDraws {
  private static final String POSTERIOR = "sample";
  private static final String INITIAL = "prepare_latents";
  private static final String STEP = "step";
  private static final Pattern REPEATED = Pattern.compile("(\\S+) x (\\d+)");

  private final Deque<FloatTensor> posteriors = new ArrayDeque<>();
  private final Deque<FloatTensor> steps = new ArrayDeque<>();
  private final FloatTensor initial;
  private final boolean initialIsDrawn;
  private final List<String> order = new ArrayList<>();

  PipelineDraws(CaseTensors tensors) throws IOException {
    for (String name : List.of("noise_vae_image", "noise_vae_masked_image")) {
      if (tensors.has(name)) {
        posteriors.add(tensors.floats(name));
      }
    }
    if (tensors.has("noise_steps")) {
      int count = tensors.stored("noise_steps").shape().size(0);
      for (int i = 0; i < count; i++) {
        steps.add(tensors.part("noise_steps", i));
      }
    }
    initialIsDrawn = !tensors.has("x_T");
    initial = tensors.floats(initialIsDrawn ? "noise_latents" : "x_T");
  }

  @Override
  public FloatTensor posterior(Shape shape) {
    order.add(POSTERIOR);
    return next(posteriors, shape, "sample of the posterior");
  }

  @Override
  public FloatTensor initial(Shape shape) {
    if (initialIsDrawn) {
      order.add(INITIAL);
    }
    return fitted(initial, shape);
  }

  @Override
  public FloatTensor step(Shape shape) {
    order.add(STEP);
    return next(steps, shape, "noise of a step");
  }

  private static FloatTensor next(Deque<FloatTensor> recorded, Shape shape, String what) {
    if (recorded.isEmpty()) {
      throw new IllegalStateException(
          "the pipeline draws a " + what + " that the reference does not draw");
    }
    return fitted(recorded.remove(), shape);
  }

  /** One tensor may serve a whole batch, as one image does. */
  private static FloatTensor fitted(FloatTensor noise, Shape shape) {
    int copies = shape.size(0) / Math.max(1, noise.shape().size(0));
    FloatTensor all =
        copies > 1 ? FloatTensor.concatenate(Collections.nCopies(copies, noise)) : noise;
    if (!all.shape().equals(shape)) {
      throw new IllegalStateException(
          "the pipeline draws noise of shape %s but the reference's is %s"
              .formatted(shape, noise.shape()));
    }
    return all;
  }

  /**
   * How many draws differ from the reference in kind or place; one generator would then give
   * another picture.
   *
   * @param expected the case's {@code noise_order}, such as {@code sample}, {@code step x 10}
   */
  Deviation order(List<String> expected) {
    List<String> all = new ArrayList<>();
    for (String entry : expected) {
      Matcher repeated = REPEATED.matcher(entry);
      boolean many = repeated.matches();
      int times = many ? Integer.parseInt(repeated.group(2)) : 1;
      all.addAll(Collections.nCopies(times, many ? repeated.group(1) : entry));
    }
    int wrong = Math.abs(all.size() - order.size());
    for (int i = 0; i < Math.min(all.size(), order.size()); i++) {
      wrong += all.get(i).equals(order.get(i)) ? 0 : 1;
    }
    return new Deviation("order of draws " + order.stream().distinct().toList(), wrong, 0);
  }
}
