package org.latentj.samples.miniature.evaluation.adherence;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.latentj.image.ContactSheet;
import org.latentj.image.Picture;

/** A contact sheet of judged pictures: framed green if all is right, else red; prompts below. */
public final class VerdictSheet {
  private static final int COLUMNS = 8;
  private static final int FRAME = 4;
  private static final int LINES = 4;
  private static final int LINE_HEIGHT = 13;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
  private static final Color RIGHT = new Color(0x1FA03C);
  private static final Color WRONG = new Color(0xDC2323);

  private VerdictSheet() {}

  /**
   * Draws a sheet, eight pictures a row; below each, its prompt and what is wrong.
   *
   * @param pictures at least one
   */
  public static BufferedImage draw(List<JudgedPicture> pictures) {
    return ContactSheet.draw(pictures.stream().map(VerdictSheet::tile).toList(), COLUMNS);
  }

  private static ContactSheet.Tile tile(JudgedPicture judged) {
    BufferedImage image = judged.picture().toBufferedImage();
    int width = image.getWidth() + 2 * FRAME;
    int height = image.getHeight() + 2 * FRAME;
    BufferedImage tile =
        new BufferedImage(width, height + LINES * LINE_HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = tile.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, tile.getHeight());
      graphics.setColor(judged.faults().isEmpty() ? RIGHT : WRONG);
      graphics.fillRect(0, 0, width, height);
      graphics.drawImage(image, FRAME, FRAME, null);
      graphics.setColor(Color.BLACK);
      graphics.setFont(FONT);
      drawWrapped(graphics, judged.prompt().text(), width, height);
    } finally {
      graphics.dispose();
    }
    String caption = judged.faults().isEmpty() ? "right" : String.join(", ", judged.faults());
    return new ContactSheet.Tile(Picture.of(tile), caption);
  }

  private static void drawWrapped(Graphics2D graphics, String text, int width, int top) {
    FontMetrics metrics = graphics.getFontMetrics();
    StringBuilder line = new StringBuilder();
    int row = 1;
    for (String word : text.split(" ")) {
      if (metrics.stringWidth(line + " " + word) > width && row < LINES) {
        graphics.drawString(line.toString(), 0, top + row++ * LINE_HEIGHT);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    graphics.drawString(line.toString(), 0, top + row * LINE_HEIGHT);
  }
}
