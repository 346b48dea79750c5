package org.latentj.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.latentj.checkpoint.layout.DiffusersLayout;
import org.latentj.model.ImagePreprocessing;
import org.latentj.model.ImagePreprocessingReader;
import org.latentj.model.VisionTowerConfig;
import org.latentj.model.VisionTowerConfigReader;

/**
 * The safety checker that a diffusers folder brings: {@code safety_checker/} and {@code
 * feature_extractor/}. Its configuration is read at once, its weights whenever they are asked for,
 * which may be long after the checkpoint was closed. It is no part of the checkpoint's hash, which
 * tells what draws the pictures.
 */
public final class SafetyCheckerFolder {
  private static final String NAME = "safety_checker";

  private final Path folder;
  private final List<String> variants;
  private final VisionTowerConfig tower;
  private final ImagePreprocessing preprocessing;

  private SafetyCheckerFolder(
      Path folder,
      List<String> variants,
      VisionTowerConfig tower,
      ImagePreprocessing preprocessing) {
    this.folder = folder;
    this.variants = variants;
    this.tower = tower;
    this.preprocessing = preprocessing;
  }

  /** Whether a model has one. */
  static boolean isIn(Path model) {
    return Files.isDirectory(model.resolve(NAME));
  }

  /** Reads the configuration of the safety checker of a model that has one. */
  static SafetyCheckerFolder of(Path model, List<String> variants) throws IOException {
    Path folder = model.resolve(NAME);
    VisionTowerConfig tower = VisionTowerConfigReader.read(folder.resolve("config.json"));
    Path extractor = model.resolve("feature_extractor").resolve("preprocessor_config.json");
    ImagePreprocessing preprocessing =
        Files.isRegularFile(extractor)
            ? ImagePreprocessingReader.read(extractor, tower.imageSize())
            : ImagePreprocessing.clip(tower.imageSize());
    return new SafetyCheckerFolder(folder, variants, tower, preprocessing);
  }

  /** The network's dimensions. */
  public VisionTowerConfig tower() {
    return tower;
  }

  /** How pictures are made ready for it. */
  public ImagePreprocessing preprocessing() {
    return preprocessing;
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /**
   * Opens the weights; the caller closes them.
   *
   * @throws CheckpointException if they are missing or damaged
   */
  public OpenWeights open() {
    return OpenFiles.reading(
        folder,
        files -> {
          Path file = ComponentFile.choose(folder, variants);
          var tensors = DiffusersLayout.safetyChecker(files.open(file));
          return new OpenWeights(new StoredWeights("safety checker", tensors), files);
        });
  }

  /** Weights under the names of diffusers' {@code StableDiffusionSafetyChecker}, in open files. */
  public static final class OpenWeights implements Closeable {
    private final Weights weights;
    private final OpenFiles files;

    private OpenWeights(Weights weights, OpenFiles files) {
      this.weights = weights;
      this.files = files;
    }

    /** The weights; position numbers that some versions store are left out. */
    public Weights weights() {
      return weights;
    }

    @Override
    public void close() {
      files.close();
    }
  }
}
