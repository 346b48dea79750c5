package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

/**
 * What a stopped training needs to go on: the weights with all that the optimizer and the average
 * remember, and the number of steps taken. Everything random follows from the seed and the step.
 */
final class TrainingState {
  private static final String STEP = "step";

  private TrainingState() {}

  /** Writes the state after {@code step} steps. */
  static void save(Path file, int step, List<TrainableWeights> networks) throws IOException {
    Map<String, FloatTensor> all = new LinkedHashMap<>();
    for (TrainableWeights weights : networks) {
      for (Part part : Part.values()) {
        weights.export(part).forEach((name, tensor) -> all.put(key(part, name), tensor));
      }
    }
    TensorArchive.write(file, all, ElementType.F32, Map.of(STEP, Integer.toString(step)));
  }

  /**
   * Restores a state.
   *
   * @return the steps taken; 0 if there is no file, and then the weights stay as they are
   * @throws IOException if the file is of another network or damaged
   */
  static int restore(Path file, List<TrainableWeights> networks) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    TensorArchive.Contents contents = TensorArchive.read(file);
    for (TrainableWeights weights : networks) {
      for (Part part : Part.values()) {
        Map<String, FloatTensor> byName = new LinkedHashMap<>();
        for (String name : weights.names()) {
          FloatTensor tensor = contents.tensors().get(key(part, name));
          if (tensor == null) {
            throw new IOException(
                "%s holds no %s of %s: it is from another configuration; delete it to start again"
                    .formatted(file, part, name));
          }
          byName.put(name, tensor);
        }
        weights.restore(part, byName);
      }
    }
    return Integer.parseInt(contents.remarks().get(STEP));
  }

  private static String key(Part part, String name) {
    return part + "/" + name;
  }
}
