package org.latentj.maven.output;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.latentj.maven.manifest.PictureFormat;

/** Reads pictures that this plugin wrote, in any of its formats. */
public final class OutputImages {
  private OutputImages() {}

  /**
   * The picture of a file.
   *
   * @param file an asset's; its name says the format
   * @throws IOException if it cannot be read or is damaged
   */
  public static BufferedImage read(Path file) throws IOException {
    if (PictureFormat.of(file.toString()) == PictureFormat.WEBP) {
      return WebpCodec.decode(file);
    }
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(file + " is no picture, or a damaged one");
    }
    return image;
  }
}
