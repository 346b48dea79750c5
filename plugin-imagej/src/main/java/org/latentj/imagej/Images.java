package org.latentj.imagej;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import org.latentj.image.Picture;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GeneratedPicture;

/** Pictures as ImageJ's images. */
final class Images {
  /** Image &gt; Show Info shows this property, and TIFF files keep it. */
  static final String INFO = "Info";

  private static final int MAX_TITLE = 40;

  private Images() {}

  /**
   * A new RGB image with the generation parameters as its info.
   *
   * @param prompt becomes the title, shortened
   */
  static ImagePlus of(GeneratedPicture generated, String prompt) {
    Picture picture = generated.picture();
    int[] pixels = new int[picture.width() * picture.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xff000000 | picture.rgb(i % picture.width(), i / picture.width());
    }
    ImagePlus image =
        new ImagePlus(
            title(prompt, generated.seed()),
            new ColorProcessor(picture.width(), picture.height(), pixels));
    image.setProperty(INFO, ParametersText.format(generated.parameters()));
    return image;
  }

  private static String title(String prompt, long seed) {
    String line = prompt.strip().replaceAll("\\s+", " ");
    String words = line.length() <= MAX_TITLE ? line : line.substring(0, MAX_TITLE) + "...";
    return (words.isEmpty() ? "Text to Image" : words) + " (seed " + seed + ")";
  }
}
