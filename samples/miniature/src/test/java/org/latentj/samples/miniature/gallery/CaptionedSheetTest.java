package org.latentj.samples.miniature.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sheet with captions")
class CaptionedSheetTest {
  private static BufferedImage picture(Color color) {
    BufferedImage picture = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 100, 100);
    graphics.dispose();
    return picture;
  }

  @Test
  @DisplayName("shows the pictures row by row")
  void rows() {
    BufferedImage sheet =
        CaptionedSheet.draw(
            List.of(
                new CaptionedSheet.Tile(picture(Color.RED), "red"),
                new CaptionedSheet.Tile(picture(Color.GREEN), "green"),
                new CaptionedSheet.Tile(picture(Color.BLUE), "blue")),
            2);

    assertThat(sheet.getRGB(60, 60)).isEqualTo(Color.RED.getRGB());
    assertThat(sheet.getRGB(180, 60)).isEqualTo(Color.GREEN.getRGB());
    assertThat(sheet.getRGB(60, 220)).isEqualTo(Color.BLUE.getRGB());
    assertThat(sheet.getRGB(180, 220)).isEqualTo(Color.WHITE.getRGB());
  }

  @Test
  @DisplayName("breaks captions between words and keeps every word")
  void breaksLines() {
    Graphics2D graphics = picture(Color.WHITE).createGraphics();
    FontMetrics metrics = graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 11));

    List<String> lines = CaptionedSheet.lines("a red circle on a white background", metrics, 100);

    assertThat(lines).hasSizeBetween(2, 3);
    assertThat(String.join(" ", lines)).isEqualTo("a red circle on a white background");
    assertThat(lines).allMatch(line -> metrics.stringWidth(line) <= 100);
    String endless = String.join(" ", Collections.nCopies(40, "word"));
    assertThat(CaptionedSheet.lines(endless, metrics, 100)).hasSize(3);
  }
}
