package org.latentj.imagej.pixels;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latentj.request.SafetyCheck;

/**
 * What a model's safety checker made of the pictures in an image: a black one does not explain
 * itself.
 */
public final class SafetyMark {
  /** The image property that says it; TIFF files keep it. */
  public static final String PROPERTY = "LatentJ_safety";

  private static final String TITLE = ", flagged by the safety checker";
  private static final String FLAGGED = "flagged ";
  private static final String ADVICE = ". Try another prompt or seed";

  private SafetyMark() {}

  /**
   * Marks an image of whole pictures, in its title too if one was flagged.
   *
   * @param checks of the pictures, in their order
   */
  public static void ofPictures(ImagePlus image, List<SafetyCheck> checks) {
    image.setProp(PROPERTY, description(checks, "pictures", "replaced by black"));
    if (flagged(image).isPresent() && !image.getTitle().endsWith(TITLE)) {
      image.setTitle(image.getTitle() + TITLE);
    }
  }

  /**
   * Marks an image with repainted parts, whose title may be the user's own.
   *
   * @param checks of the parts, in their order
   */
  public static void ofParts(ImagePlus image, List<SafetyCheck> checks) {
    image.setProp(PROPERTY, description(checks, "selections", "left as before"));
  }

  private static String description(List<SafetyCheck> checks, String what, String consequence) {
    List<Integer> flagged = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).flagged()) {
        flagged.add(i + 1);
      }
    }
    return flagged.isEmpty()
        ? checks.stream().map(SafetyCheck::description).distinct().collect(Collectors.joining(", "))
        : "%s%d of %d %s, %s: %s"
            .formatted(FLAGGED, flagged.size(), checks.size(), what, flagged, consequence);
  }

  /** What the user must be told of an image that was just made; empty if nothing was flagged. */
  public static Optional<String> flagged(ImagePlus image) {
    return Optional.ofNullable(image.getProp(PROPERTY))
        .filter(text -> text.startsWith(FLAGGED))
        .map(text -> "the model's safety checker " + text + ADVICE);
  }
}
