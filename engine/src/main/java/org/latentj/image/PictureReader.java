package org.latentj.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Opens picture files through ImageIO, with a limit on what they unpack to. */
final class PictureReader {
  /** The most pixels that a file may unpack to: an 8000x8000 picture. */
  static final int MAX_PIXELS = 64_000_000;

  private PictureReader() {}

  static BufferedImage read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such picture file");
    }
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException("it is no PNG, JPEG, BMP or GIF");
      }
      ImageReader reader = readers.next();
      try {
        // Metadata are skipped because compressed text chunks could unpack to gigabytes.
        reader.setInput(stream, true, true);
        requireSaneSize(file, reader.getWidth(0), reader.getHeight(0));
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (PictureTooLargeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers answer damaged files with almost any unchecked exception.
      throw new IOException("cannot read the picture " + file + ": " + e.getMessage(), e);
    }
  }

  private static void requireSaneSize(Path file, int width, int height) throws IOException {
    if ((long) width * height > MAX_PIXELS) {
      throw new PictureTooLargeException(
          "%s has %dx%d pixels but at most %d are read; perhaps you should shrink it first"
              .formatted(file, width, height, MAX_PIXELS));
    }
  }

  /** Keeps its own message instead of being wrapped as damage. */
  private static final class PictureTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    PictureTooLargeException(String message) {
      super(message);
    }
  }
}
