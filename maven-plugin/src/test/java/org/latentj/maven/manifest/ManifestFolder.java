package org.latentj.maven.manifest;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A folder with manifests, a model file, an image and a mask.
 *
 * @param root of everything
 */
public record ManifestFolder(Path root) {

  /** Creates {@code model.safetensors}, {@code init.png} and {@code mask.png}, 16 x 16 pixels. */
  public static ManifestFolder in(Path root) throws IOException {
    Files.writeString(root.resolve("model.safetensors"), "weights");
    writeImage(root.resolve("init.png"), 16, 16);
    writeImage(root.resolve("mask.png"), 16, 16);
    return new ManifestFolder(root);
  }

  /** Writes a PNG whose pixels all differ. */
  public static void writeImage(Path file, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i * 0x10307);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  /** Writes a manifest. */
  public Path write(String name, String text) {
    try {
      return Files.writeString(root.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only manifest of this text. */
  Manifest parse(String text) throws ManifestException {
    return ManifestReader.read(List.of(write("sd.yaml", text))).get(0);
  }

  /** The problems of a manifest {@code sd.yaml}, each as {@code line:column: message}. */
  List<String> problems(String text) {
    try {
      parse(text);
      return List.of();
    } catch (ManifestException e) {
      String file = root.resolve("sd.yaml") + ":";
      return e.problems().stream().map(p -> p.toString().replace(file, "")).toList();
    }
  }
}
