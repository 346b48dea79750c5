package org.latentj.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lays pictures out in a grid with a caption under each. Needs fonts but no display. */
public final class ContactSheet {
  private static final int GAP = 8;
  private static final int CAPTION_HEIGHT = 20;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private ContactSheet() {}

  /**
   * A picture of the sheet.
   *
   * @param picture shown at its own size
   * @param caption one line, cut to the width of its column; may be empty
   */
  public record Tile(Picture picture, String caption) {}

  /**
   * Draws a sheet, row by row from the top left. Cells have the size of the largest picture; a
   * picture begins at its cell's top left corner, 8 pixels from its neighbours.
   *
   * @param tiles at least one
   * @param columns at least 1
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage draw(List<Tile> tiles, int columns) {
    if (tiles.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "expected at least one picture and column but got %d pictures, %d columns"
              .formatted(tiles.size(), columns));
    }
    int across = Math.min(columns, tiles.size());
    int down = (tiles.size() + across - 1) / across;
    int cellWidth = GAP + tiles.stream().mapToInt(t -> t.picture().width()).max().orElseThrow();
    int cellHeight =
        GAP
            + CAPTION_HEIGHT
            + tiles.stream().mapToInt(t -> t.picture().height()).max().orElseThrow();
    BufferedImage sheet =
        new BufferedImage(
            GAP + across * cellWidth, GAP + down * cellHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setFont(FONT);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setColor(Color.BLACK);
      for (int i = 0; i < tiles.size(); i++) {
        Tile tile = tiles.get(i);
        int left = GAP + i % across * cellWidth;
        int top = GAP + i / across * cellHeight;
        graphics.drawImage(tile.picture().toBufferedImage(), left, top, null);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(
            fit(tile.caption(), metrics, cellWidth - GAP),
            left,
            top + cellHeight - GAP - CAPTION_HEIGHT + metrics.getAscent() + 2);
      }
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  private static String fit(String caption, FontMetrics metrics, int width) {
    String line = caption.replaceAll("\\s+", " ");
    if (metrics.stringWidth(line) <= width) {
      return line;
    }
    int end = line.length();
    while (end > 0 && metrics.stringWidth(line.substring(0, end) + "…") > width) {
      end = line.offsetByCodePoints(end, -1);
    }
    return line.substring(0, end) + "…";
  }
}
