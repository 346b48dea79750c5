package org.latentj.samples.miniature.scene.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.latentj.image.ContactSheet;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.SceneSampler;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.icon.Icons;
import org.latentj.samples.miniature.scene.micrograph.Micrographs;
import org.latentj.samples.miniature.scene.texture.Textures;

/** Writes a contact sheet of each family, to look at what is learned from. */
public final class SheetOfExamples {
  private static final int COLUMNS = 8;
  private static final int ROWS = 6;
  private static final int PIXELS = 128;

  private SheetOfExamples() {}

  private interface Family {
    Example sample(SplittableRandom random);
  }

  /**
   * Writes {@code scenes.png}, {@code icons.png}, {@code textures.png} and {@code micrographs.png},
   * and prints the captions.
   *
   * @param args the folder, made if there is none; then, if wanted, a seed
   */
  public static void main(String... args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      throw new IllegalArgumentException("expected FOLDER [SEED] but got " + List.of(args));
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Map<String, Family> families = new LinkedHashMap<>();
    families.put("scenes", SheetOfExamples::scene);
    families.put("icons", random -> Icons.sample(random, Layout.ALIGNED, PIXELS));
    families.put("textures", random -> Textures.sample(random, PIXELS));
    families.put("micrographs", random -> Micrographs.sample(random, PIXELS));
    for (Map.Entry<String, Family> family : families.entrySet()) {
      List<ContactSheet.Tile> tiles = new ArrayList<>();
      for (int i = 0; i < COLUMNS * ROWS; i++) {
        Example example = family.getValue().sample(Seeds.random(seed, i));
        System.out.println(family.getKey() + " " + i + ": " + example.caption());
        tiles.add(new ContactSheet.Tile(Picture.of(example.picture()), example.caption()));
      }
      Path file = folder.resolve(family.getKey() + ".png");
      PictureFiles.writePng(file, Picture.of(ContactSheet.draw(tiles, COLUMNS)), PictureInfo.NONE);
    }
  }

  private static Example scene(SplittableRandom random) {
    Scene scene = SceneSampler.sample(random, Split.TRAINING, Layout.ALIGNED);
    String caption = Captions.sample(scene, random);
    return Example.of(caption, SceneRenderer.render(scene, PIXELS));
  }
}
