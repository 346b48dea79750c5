package org.latentj.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes pictures with their generation parameters, and reads the parameters back.
 *
 * <p>A file appears under its name only when it is complete; one that was there before is replaced
 * then, and stays as it was if writing fails.
 */
public final class PictureFiles {
  private PictureFiles() {}

  /**
   * Writes a PNG. The same picture and info give the same bytes on the same Java runtime.
   * Parameters go into a text chunk as Pillow's {@code PngInfo.add_text} writes it: tEXt if they
   * are Latin-1, else iTXt. NULs, which PNG forbids, become U+FFFD, and unpaired surrogates become
   * {@code ?}.
   *
   * @param file in a folder that exists
   */
  public static void writePng(Path file, Picture picture, PictureInfo info) throws IOException {
    AtomicFile.write(file, out -> PngWriter.write(out, picture, info));
  }

  /**
   * As {@link #writePng(Path, Picture, PictureInfo)}, with transparency.
   *
   * @param alpha of the picture's size; 0 is transparent, 1 opaque, 8 bits of it are kept
   */
  public static void writePng(Path file, Picture picture, Mask alpha, PictureInfo info)
      throws IOException {
    Composite.requireSameSize(picture, alpha);
    AtomicFile.write(file, out -> PngWriter.write(out, picture, alpha, info));
  }

  /**
   * Writes a JPEG with the parameters as EXIF UserComment, as A1111's web UI and piexif do.
   *
   * @param file in a folder that exists
   * @param quality above 0, at most 1; 0.95 is a good choice
   * @throws IOException also if the parameters exceed the 32 thousand characters that fit into a
   *     JPEG's EXIF
   */
  public static void writeJpeg(Path file, Picture picture, PictureInfo info, float quality)
      throws IOException {
    byte[] jpeg = JpegWriter.encode(picture, info, quality);
    AtomicFile.write(file, out -> out.write(jpeg));
  }

  /**
   * Writes a WebP that an encoder made, with the parameters as EXIF UserComment, as A1111's web UI
   * does. Pixels stay as they are encoded; EXIF and XMP that were there are replaced.
   *
   * @param file in a folder that exists
   * @param webp a whole file of one picture, lossy or lossless; not modified
   * @throws IllegalArgumentException if it is no WebP
   */
  public static void writeWebp(Path file, byte[] webp, PictureInfo info) throws IOException {
    byte[] complete = WebpContainer.withInfo(webp, info);
    AtomicFile.write(file, out -> out.write(complete));
  }

  /**
   * The {@code parameters} of a picture file: a PNG's tEXt, zTXt or iTXt chunk of that name, or the
   * EXIF UserComment of a JPEG or WebP. Empty if there are none, or if they are damaged or larger
   * than 4 MiB, or if the file is of another kind.
   *
   * @throws IOException if the file cannot be read
   */
  public static Optional<String> readParameters(Path file) throws IOException {
    try (FileWindow in = new FileWindow(file)) {
      Optional<String> png = PngText.find(in, PngWriter.PARAMETERS);
      if (png.isPresent()) {
        return png;
      }
      return ExifBlocks.find(in).flatMap(UserComment::read);
    }
  }
}
