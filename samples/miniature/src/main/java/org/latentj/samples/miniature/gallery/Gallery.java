package org.latentj.samples.miniature.gallery;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentj.StableDiffusion;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;

/** Draws a sheet of what miniature makes of a list of prompts, at the default settings. */
public final class Gallery {
  private static final List<String> PROMPTS =
      List.of(
          "a red circle on a white background",
          "a large yellow star on a blue background",
          "a purple heart on a yellow background",
          "a shaded orange hexagon on a black background",
          "a green crescent on a white background",
          "an outlined pink diamond on a purple background",
          "a red square and a blue circle on a white background",
          "a yellow star above a white ring on a blue background",
          "three green circles on a white background",
          "a black cross on a red and white striped background",
          "a purple square on a yellow to green gradient background",
          "a white heart on a red and black checkered background",
          "an icon of a green leaf on a white background",
          "an icon of a red mushroom on a yellow background",
          "an icon of a blue house on a white background",
          "an icon of a yellow bulb on a black background",
          "an icon of an orange flame on a black background",
          "an icon of a blue drop on a white background",
          "a seamless texture of red bricks",
          "a seamless texture of blue and white waves",
          "a seamless texture of brown wood grain",
          "a fluorescence micrograph of dense round blue nuclei",
          "a fluorescence micrograph of green fibers",
          "a fluorescence micrograph of sparse red bacteria");

  private static final int COLUMNS = 6;

  private Gallery() {}

  /**
   * Takes the PNG to write and, if it is not the embedded one, the model's folder.
   *
   * @throws IOException if the PNG cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("expected: PNG [MODEL]");
      System.exit(2);
    }
    List<CaptionedSheet.Tile> tiles = new ArrayList<>();
    try (StableDiffusion model =
        args.length == 1 ? StableDiffusion.load() : StableDiffusion.load(Path.of(args[1]))) {
      for (String prompt : PROMPTS) {
        Settings settings = Settings.builder().seed(tiles.size()).build();
        BufferedImage picture =
            model.generate(TextToImage.of(prompt, settings)).first().picture().toBufferedImage();
        tiles.add(new CaptionedSheet.Tile(picture, prompt));
      }
    }
    Picture sheet = Picture.of(CaptionedSheet.draw(tiles, COLUMNS));
    PictureFiles.writePng(Path.of(args[0]), sheet, PictureInfo.NONE);
  }
}
