package org.latentj.imagej.pixels;

import ij.ImagePlus;
import org.latentj.image.DigitalSource;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GeneratedPicture;

/** What generated images say of themselves. */
public final class ResultImages {
  /** Image &gt; Show Info shows this property, and TIFF files keep it. */
  public static final String INFO = "Info";

  /** The image property with the parameters alone; TIFF files keep it. */
  public static final String PARAMETERS = "LatentJ_parameters";

  /** The image property with the {@link DigitalSource}'s name. */
  public static final String SOURCE = "LatentJ_source";

  private static final int MAX_TITLE = 40;

  private ResultImages() {}

  /**
   * A new RGB image with the generation parameters as its info.
   *
   * @param prompt becomes the title, shortened
   * @param fallback the title where the prompt is empty
   */
  public static ImagePlus of(GeneratedPicture generated, String prompt, String fallback) {
    ImagePlus image =
        new ImagePlus(
            title(prompt, fallback, generated.seed()), Pictures.toProcessor(generated.picture()));
    stamp(image, generated);
    return image;
  }

  /** Writes parameters and origin into the image's properties; its own info goes below. */
  public static void stamp(ImagePlus image, GeneratedPicture generated) {
    stamp(image, ParametersText.format(generated.parameters()), generated.source());
  }

  /** As {@link #stamp(ImagePlus, GeneratedPicture)}, with a text of one's own. */
  public static void stamp(ImagePlus image, String parameters, DigitalSource source) {
    String before = image.getInfoProperty();
    image.setProp(PARAMETERS, parameters);
    image.setProp(SOURCE, source.name());
    image.setProperty(
        INFO, before == null || before.isBlank() ? parameters : parameters + "\n\n" + before);
  }

  /** A title that tells a picture from others. */
  public static String title(String prompt, String fallback, long seed) {
    String line = prompt.strip().replaceAll("\\s+", " ");
    String words = line.length() <= MAX_TITLE ? line : line.substring(0, MAX_TITLE) + "...";
    return (words.isEmpty() ? fallback : words) + " (seed " + seed + ")";
  }
}
