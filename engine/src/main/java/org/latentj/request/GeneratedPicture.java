package org.latentj.request;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;

/**
 * One picture of a result.
 *
 * @param picture the pixels
 * @param seed of this picture
 * @param parameters everything needed to make it again
 * @param source whether it was made from nothing or by editing a picture
 * @param safety what the model's safety checker made of it; a flagged picture's pixels are black
 */
public record GeneratedPicture(
    Picture picture,
    long seed,
    GenerationParameters parameters,
    DigitalSource source,
    SafetyCheck safety) {

  /** A picture of a model without a safety checker. */
  public GeneratedPicture(
      Picture picture, long seed, GenerationParameters parameters, DigitalSource source) {
    this(picture, seed, parameters, source, SafetyCheck.notChecked(false));
  }

  /**
   * Writes a PNG that carries the parameters as A1111's {@code parameters} text, and its origin.
   *
   * @param file replaced only when the new one is complete
   */
  public void savePng(Path file) throws IOException {
    PictureFiles.writePng(file, picture, info());
  }

  /** What a file of this picture tells about it. */
  public PictureInfo info() {
    return PictureInfo.of(ParametersText.format(parameters), source);
  }
}
