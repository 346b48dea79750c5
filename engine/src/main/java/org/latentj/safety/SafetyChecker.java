package org.latentj.safety;

import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.SafetyCheckerFolder;
import org.latentj.checkpoint.WeightCheck;
import org.latentj.image.NumericOverflowException;
import org.latentj.image.Picture;
import org.latentj.model.ImagePreprocessing;
import org.latentj.network.ClipVisionTower;
import org.latentj.network.EmitOptions;
import org.latentj.request.SafetyCheck;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.VisionTowerModel;
import org.latentj.runtime.VisionTowerModel.OpenWeights;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.TensorSpec;

/**
 * The safety checker that came with a model (diffusers' {@code StableDiffusionSafetyChecker}): CLIP
 * embeds a picture, and what is too much like one of 17 known concepts is flagged. Its network is
 * loaded with the first picture; see {@link VisionTowerModel}.
 *
 * <p>Not thread-safe. Close it before the model that it goes with.
 */
public final class SafetyChecker implements AutoCloseable {
  private final ImagePreprocessing preprocessing;
  private final SafetyConcepts concepts;
  private final VisionTowerModel tower;

  private SafetyChecker(
      ImagePreprocessing preprocessing, SafetyConcepts concepts, VisionTowerModel tower) {
    this.preprocessing = preprocessing;
    this.concepts = concepts;
    this.tower = tower;
  }

  /**
   * Checks that all weights are there, and reads the concepts.
   *
   * @param folder must stay there: the network's weights are read when they are needed
   * @param model the model that it goes with; stays the caller's
   * @throws CheckpointException if tensors are missing, left over or of another shape than the
   *     configuration says
   */
  public static SafetyChecker load(SafetyCheckerFolder folder, LoadedModel model) {
    SafetyConcepts concepts;
    try (var opened = folder.open()) {
      WeightCheck.require(opened.weights(), tensors(folder), "safety checker");
      concepts = SafetyConcepts.of(opened.weights());
    }
    VisionTowerModel tower = new VisionTowerModel(folder.tower(), () -> reopened(folder), model);
    return new SafetyChecker(folder.preprocessing(), concepts, tower);
  }

  /** All tensors of a safety checker. */
  static List<TensorSpec> tensors(SafetyCheckerFolder folder) {
    EmitOptions plain = EmitOptions.reference();
    List<TensorSpec> all =
        new ArrayList<>(ClipVisionTower.script(folder.tower(), plain).weights().expectedTensors());
    all.addAll(SafetyConcepts.tensors(folder.tower().projectionSize()));
    return all;
  }

  /** The file may have been replaced since it was checked. */
  private static OpenWeights reopened(SafetyCheckerFolder folder) {
    var opened = folder.open();
    try {
      WeightCheck.require(opened.weights(), tensors(folder), "safety checker");
      return new OpenWeights(opened.weights(), opened);
    } catch (CheckpointException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Checks a picture of any size; of one that is not square the middle is seen.
   *
   * @return {@code PASSED} or {@code FLAGGED}, with scores
   * @throws org.latentj.runtime.TorchException if the device fails, for want of memory say
   * @throws CheckpointException if the weights have gone or changed since they were checked
   * @throws NumericOverflowException if the embedding is no number: nothing can be said then
   */
  public SafetyCheck check(Picture picture) {
    FloatTensor embedding = tower.embed(ClipPixels.of(picture, preprocessing));
    double[] values = new double[embedding.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = embedding.data()[i];
      if (!Double.isFinite(values[i])) {
        throw new NumericOverflowException(
            "the safety checker's network gave "
                + values[i]
                + " instead of a number: its weights are damaged, so the picture is not shown");
      }
    }
    return concepts.check(values);
  }

  /** A request has ended: frees what the memory mode does not want kept. */
  public void rest() {
    tower.rest();
  }

  /** Memory of the network's weights; 0 where they are not loaded. */
  public long weightBytes() {
    return tower.weightBytes();
  }

  @Override
  public void close() {
    tower.close();
  }
}
