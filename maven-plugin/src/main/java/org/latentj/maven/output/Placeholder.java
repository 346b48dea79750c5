package org.latentj.maven.output;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Size;

/** A picture that nobody takes for a generated one: stripes and a cross. */
public final class Placeholder {
  private static final Size UNKNOWN = new Size(512, 512);
  private static final int STRIPE = 16;

  private Placeholder() {}

  /** Writes the placeholder of an asset as a PNG, in its size if that is known. */
  public static void write(Path png, Asset asset) throws IOException {
    Size size = asset.size().orElse(UNKNOWN);
    if (asset.init().isPresent()) {
      Picture image = Picture.read(asset.init().get().image());
      size = new Size(image.width(), image.height());
    }
    PictureFiles.writePng(png, Picture.of(draw(size)), PictureInfo.NONE);
  }

  private static BufferedImage draw(Size size) {
    int width = size.width();
    int height = size.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (x + y) / STRIPE % 2 == 0 ? 0xd8d8d8 : 0xb8b8b8);
      }
    }
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(new Color(0xd0, 0x20, 0x60));
    graphics.setStroke(new BasicStroke(Math.max(2, Math.min(width, height) / 32)));
    graphics.drawRect(0, 0, width - 1, height - 1);
    graphics.drawLine(0, 0, width - 1, height - 1);
    graphics.drawLine(0, height - 1, width - 1, 0);
    graphics.dispose();
    return image;
  }
}
