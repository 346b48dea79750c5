package org.latentj.request;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;

/**
 * One picture of a result.
 *
 * @param picture the pixels
 * @param seed of this picture
 * @param parameters everything needed to make it again
 */
public record GeneratedPicture(Picture picture, long seed, GenerationParameters parameters) {

  /**
   * Writes a PNG that carries the parameters as A1111's {@code parameters} text.
   *
   * @param file replaced only when the new one is complete
   */
  public void savePng(Path file) throws IOException {
    PictureFiles.writePng(file, picture, ParametersText.format(parameters));
  }
}
