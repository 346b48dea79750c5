package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.StoredTensor;

/**
 * The pictures that go into a pipeline case, read through the classes that users' pictures go
 * through. The case has their bytes; PNG files of the same pictures lie beside it.
 */
final class PipelineInputs {
  /** A float32 rounding of values up to 1. */
  private static final double LIMIT = 1e-6;

  private final CaseRun run;
  private final CaseTensors tensors;

  PipelineInputs(CaseRun run, CaseTensors tensors) {
    this.run = run;
    this.tensors = tensors;
  }

  /** The image, (1, 3, H, W) in [-1, 1]. */
  FloatTensor image() throws IOException {
    return picture().toSignedTensor();
  }

  /** The mask, (1, 1, H, W) in [0, 1], not yet thresholded. */
  FloatTensor mask() throws IOException {
    return softMask().toTensor();
  }

  /** Compares what was read with the case's own floats and with the PNG files. */
  List<Deviation> compare() throws IOException {
    List<Deviation> out = new ArrayList<>();
    if (tensors.has("image_uint8")) {
      out.addAll(png("image", picture().toRgb()));
    }
    if (tensors.has("image")) {
      out.add(Compare.floats("image", image(), tensors.floats("image"), LIMIT));
    }
    if (tensors.has("mask")) {
      FloatTensor hard = softMask().threshold().toTensor();
      out.add(Compare.floats("mask", hard, tensors.floats("mask"), 0));
    }
    return out;
  }

  private List<Deviation> png(String what, byte[] expected) throws IOException {
    Path folder = run.pack().resolve(run.entry().file()).resolveSibling("inputs");
    Path file = folder.resolve(run.entry().id() + "-" + what + ".png");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    byte[] read = Picture.read(file).toRgb();
    return List.of(
        Compare.exact(file.getFileName().toString(), unsigned(read), unsigned(expected)));
  }

  private Picture picture() throws IOException {
    StoredTensor stored = tensors.stored("image_uint8");
    return Picture.ofRgb(stored.shape().size(1), stored.shape().size(0), bytes(stored));
  }

  private Mask softMask() throws IOException {
    StoredTensor stored = tensors.stored("mask_uint8");
    byte[] grey = bytes(stored);
    float[] values = new float[grey.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (grey[i] & 0xff) / 255f;
    }
    return Mask.of(stored.shape().size(1), stored.shape().size(0), values);
  }

  static byte[] bytes(StoredTensor stored) {
    byte[] out = new byte[Math.toIntExact(stored.shape().elements())];
    stored.data().duplicate().get(out);
    return out;
  }

  private static int[] unsigned(byte[] bytes) {
    int[] out = new int[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes[i] & 0xff;
    }
    return out;
  }
}
