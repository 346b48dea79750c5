package org.latentj.maven.sheet;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.latentj.maven.manifest.PictureFormat;
import org.latentj.maven.output.OutputImages;

/**
 * A picture inside the sheet.
 *
 * @param dataUri the picture, or a smaller copy
 * @param width of the picture itself, in pixels
 * @param height of the picture itself
 */
record SheetPicture(String dataUri, int width, int height) {
  /** Larger pictures are shrunk: five hundred of them would make a file that no browser opens. */
  static final int MAX_SIDE = 512;

  /** Up to this side, a picture is enlarged in whole pixels. */
  private static final int SMALL = 64;

  /** Whether it is an icon of few pixels. */
  boolean isSmall() {
    return Math.max(width, height) <= SMALL;
  }

  /** Whether it needs the place of two. */
  boolean isWide() {
    return width >= 2 * height;
  }

  /** Empty if the file is not there or is no picture. */
  static Optional<SheetPicture> of(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(of(file, OutputImages.read(file)))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers answer damaged files with almost any unchecked exception.
      return Optional.empty();
    }
  }

  private static SheetPicture of(Path file, BufferedImage image) throws IOException {
    int width = image.getWidth();
    int height = image.getHeight();
    double factor = Math.min(1, (double) MAX_SIDE / Math.max(width, height));
    byte[] bytes = factor == 1 ? Files.readAllBytes(file) : shrink(image, factor);
    PictureFormat format = factor < 1 ? PictureFormat.PNG : PictureFormat.of(file.toString());
    String type = format.name().toLowerCase(Locale.ROOT);
    String data = Base64.getEncoder().encodeToString(bytes);
    return new SheetPicture("data:image/" + type + ";base64," + data, width, height);
  }

  private static byte[] shrink(BufferedImage image, double factor) throws IOException {
    int width = (int) Math.max(1, Math.round(image.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(image.getHeight() * factor));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(small, "png", bytes);
    return bytes.toByteArray();
  }
}
