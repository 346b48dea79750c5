package org.latentj.maven.output;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.maven.manifest.OutputOptions;
import org.latentj.maven.manifest.PictureFormat;

/** Writes pictures in the format that the file's name asks for. */
final class PictureEncoder {
  private PictureEncoder() {}

  /**
   * Writes a file. The same picture, info and options give the same bytes.
   *
   * @param alpha of the picture's size; empty for an opaque picture
   */
  static void write(
      Path file, Picture picture, Optional<Mask> alpha, PictureInfo info, OutputOptions options)
      throws IOException {
    switch (PictureFormat.of(file.toString())) {
      case JPEG -> PictureFiles.writeJpeg(file, picture, info, (float) options.quality());
      case WEBP -> {
        BufferedImage image =
            alpha.map(mask -> translucent(picture, mask)).orElseGet(picture::toBufferedImage);
        PictureFiles.writeWebp(file, WebpCodec.encode(image, options), info);
      }
      case PNG -> {
        if (alpha.isPresent()) {
          PictureFiles.writePng(file, picture, alpha.get(), info);
        } else {
          PictureFiles.writePng(file, picture, info);
        }
      }
    }
  }

  private static BufferedImage translucent(Picture picture, Mask alpha) {
    int width = picture.width();
    int height = picture.height();
    float[] opacity = alpha.toArray();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < opacity.length; i++) {
      int a = (int) Math.rint(255 * opacity[i]);
      image.setRGB(i % width, i / width, a << 24 | picture.rgb(i % width, i / width));
    }
    return image;
  }
}
