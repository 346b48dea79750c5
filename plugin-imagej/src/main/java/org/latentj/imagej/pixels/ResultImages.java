package org.latentj.imagej.pixels;

import ij.ImagePlus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    stamp(image, ParametersText.format(generated.parameters()), generated.source(), "");
    SafetyMark.ofPictures(image, List.of(generated.safety()));
  }

  /**
   * As {@link #stamp(ImagePlus, GeneratedPicture)}, with texts of one's own.
   *
   * @param parameters A1111's text
   * @param note what else is to be known; may be empty
   */
  public static void stamp(ImagePlus image, String parameters, DigitalSource source, String note) {
    image.setProp(PARAMETERS, parameters);
    image.setProp(SOURCE, source.name());
    addInfo(image, note.isEmpty() ? parameters : parameters + "\n\n" + note);
  }

  /** Writes a text above the image's info. */
  public static void addInfo(ImagePlus image, String text) {
    String before = image.getInfoProperty();
    image.setProperty(INFO, before == null || before.isBlank() ? text : text + "\n\n" + before);
  }

  /** The generation parameters that an image carries: in its property, or in its info. */
  public static Optional<String> parameters(ImagePlus image) {
    String property = image.getProp(PARAMETERS);
    String text = property != null ? property : image.getInfoProperty();
    return Optional.ofNullable(text).filter(t -> t.contains("Steps: "));
  }

  /** How an image came about, if it was made or edited here. */
  public static Optional<DigitalSource> source(ImagePlus image) {
    String name = image.getProp(SOURCE);
    return Arrays.stream(DigitalSource.values()).filter(s -> s.name().equals(name)).findFirst();
  }

  /** A title that tells a picture from others. */
  public static String title(String prompt, String fallback, long seed) {
    String line = prompt.strip().replaceAll("\\s+", " ");
    String words = line.length() <= MAX_TITLE ? line : line.substring(0, MAX_TITLE) + "...";
    return (words.isEmpty() ? fallback : words) + " (seed " + seed + ")";
  }
}
