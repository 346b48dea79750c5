package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.latentj.LoadOptions;
import org.latentj.StableDiffusion;
import org.latentj.image.ContactSheet;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.image.Tiling;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.VaeModel;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;

/** Pictures by which a human follows the training. */
final class Sheets {
  private static final int COLUMNS = 8;
  private static final int STEPS = 25;
  private static final double GUIDANCE = 3;

  private static final List<String> PROMPTS =
      List.of(
          "a red circle on a white background",
          "a large green star on a black background",
          "a small blue square on a yellow background",
          "a purple heart in the top left corner on a white background",
          "a shaded orange hexagon on a gray background",
          "an outlined pink triangle on a blue background",
          "a yellow crescent and a white star on a purple background",
          "a red square left of a blue circle on a white background",
          "three small green diamonds on a white background",
          "a brown ring on a blue and white striped background",
          "a black cross on a red to yellow gradient background",
          "an icon of a green leaf on a white background",
          "an icon of a red warning sign on a white background",
          "a seamless texture of red bricks",
          "a seamless texture of blue and white waves",
          "a fluorescence micrograph of dense round blue nuclei");

  private Sheets() {}

  /** Pictures, and below each what the autoencoder makes of it. */
  static void restored(VaeModel vae, Examples examples, Path png) throws IOException {
    List<Example> row = LongStream.range(0, 2L * COLUMNS).mapToObj(examples::example).toList();
    FloatTensor images = Pictures.tensor(row);
    FloatTensor latents = vae.encode(images, Tiling.NONE).mean();
    float scale = (float) vae.config().scalingFactor();
    for (int i = 0; i < latents.data().length; i++) {
      latents.data()[i] *= scale;
    }
    FloatTensor restored = vae.decode(latents, Tiling.NONE);
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    for (int from = 0; from < row.size(); from += COLUMNS) {
      for (int i = from; i < from + COLUMNS; i++) {
        tiles.add(new ContactSheet.Tile(Picture.fromSignedTensor(images, i), "picture"));
      }
      for (int i = from; i < from + COLUMNS; i++) {
        tiles.add(new ContactSheet.Tile(Picture.fromSignedTensor(restored, i), "restored"));
      }
    }
    write(tiles, png);
  }

  /** Pictures of fixed prompts. */
  static void generated(Path model, String device, Path png) throws IOException {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    try (StableDiffusion loaded =
        StableDiffusion.load(model, LoadOptions.defaults().withDevice(device))) {
      for (String prompt : PROMPTS) {
        Settings settings =
            Settings.builder().seed(tiles.size()).steps(STEPS).guidanceScale(GUIDANCE).build();
        Picture picture = loaded.generate(TextToImage.of(prompt, settings)).first().picture();
        tiles.add(new ContactSheet.Tile(picture, prompt));
      }
    }
    write(tiles, png);
  }

  private static void write(List<ContactSheet.Tile> tiles, Path png) throws IOException {
    Files.createDirectories(png.getParent());
    PictureFiles.writePng(png, Picture.of(ContactSheet.draw(tiles, COLUMNS)), PictureInfo.NONE);
  }
}
