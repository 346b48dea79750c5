package org.latentj.samples.miniature.gallery;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Pictures in a grid, the whole prompt under each, broken into lines. */
final class CaptionedSheet {
  private static final int GAP = 14;
  private static final int LINES = 3;
  private static final int LINE_HEIGHT = 13;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private CaptionedSheet() {}

  /**
   * A picture of the sheet.
   *
   * @param picture all of a sheet have one size
   * @param caption as many lines as fit are shown
   */
  record Tile(BufferedImage picture, String caption) {}

  /** Draws a sheet, row by row from the top left, on white. */
  static BufferedImage draw(List<Tile> tiles, int columns) {
    int size = tiles.get(0).picture().getWidth();
    int cellHeight = size + GAP + LINES * LINE_HEIGHT;
    int rows = (tiles.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            GAP + columns * (size + GAP), GAP + rows * cellHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(FONT);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.DARK_GRAY);
    for (int i = 0; i < tiles.size(); i++) {
      int x = GAP + i % columns * (size + GAP);
      int y = GAP + i / columns * cellHeight;
      graphics.drawImage(tiles.get(i).picture(), x, y, null);
      int baseline = y + size + graphics.getFontMetrics().getAscent() + 2;
      for (String line : lines(tiles.get(i).caption(), graphics.getFontMetrics(), size)) {
        graphics.drawString(line, x, baseline);
        baseline += LINE_HEIGHT;
      }
    }
    graphics.dispose();
    return sheet;
  }

  /** Breaks a caption between words into lines of that width, {@value #LINES} at most. */
  static List<String> lines(String caption, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : caption.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > width) {
        lines.add(line.toString());
        line = new StringBuilder(word);
      } else {
        line = new StringBuilder(longer);
      }
    }
    lines.add(line.toString());
    return lines.subList(0, Math.min(LINES, lines.size()));
  }
}
