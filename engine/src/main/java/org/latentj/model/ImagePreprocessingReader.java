package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads {@code feature_extractor/preprocessor_config.json}, in the older form of transformers'
 * {@code CLIPFeatureExtractor} ({@code "size": 224}) and the newer of {@code CLIPImageProcessor}
 * ({@code "size": {"shortest_edge": 224}}); {@code models/clip/image_processing_clip.py}.
 */
public final class ImagePreprocessingReader {
  /** Pillow's number for bicubic. */
  private static final String BICUBIC = "3";

  private static final double LEAST_DEVIATION = 1e-6;

  private ImagePreprocessingReader() {}

  /**
   * Reads the file.
   *
   * @param imageSize edge of the pictures that the network takes
   * @throws InvalidConfigException if it is malformed, or asks for anything but a bicubic resize, a
   *     crop to {@code imageSize} and a normalisation
   */
  public static ImagePreprocessing read(Path file, int imageSize) throws IOException {
    ConfigFile json = ConfigFile.read(file);
    for (String step : new String[] {"do_resize", "do_center_crop", "do_normalize", "do_rescale"}) {
      json.require(step, "true");
    }
    json.require("resample", BICUBIC);
    if (Math.abs(json.number("rescale_factor", 1 / 255.0) - 1 / 255.0) > 1e-9) {
      throw json.wrong("rescale_factor", "1/255");
    }
    ImagePreprocessing usual = ImagePreprocessing.clip(imageSize);
    ImagePreprocessing read =
        new ImagePreprocessing(
            edge(json, "size", "shortest_edge", imageSize),
            edge(json, "crop_size", "height", imageSize),
            json.numbers("image_mean", usual.mean()),
            json.numbers("image_std", usual.deviation()));
    ConfigFile crop = json.inside("crop_size");
    if (crop.has("width") && crop.size("width", 0) != read.crop() || read.crop() != imageSize) {
      throw json.wrong("crop_size", "the network's image_size, " + imageSize);
    }
    if (read.shorterSide() < read.crop()) {
      throw json.wrong("size", "crop_size, %d, or more".formatted(read.crop()));
    }
    if (read.deviation().stream().anyMatch(d -> d < LEAST_DEVIATION)) {
      throw json.wrong("image_std", "above 0");
    }
    return read;
  }

  /** A number, or an object that has it under another key. */
  private static int edge(ConfigFile json, String key, String inner, int otherwise)
      throws InvalidConfigException {
    if (!json.isObject(key)) {
      return json.size(key, otherwise);
    }
    if (!json.inside(key).has(inner)) {
      throw json.wrong(key, "a number, or an object with " + inner);
    }
    return json.inside(key).size(inner, otherwise);
  }
}
