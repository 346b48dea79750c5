package org.latentj.imagej.control;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.ResampleFilter;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.request.Control;

/** The ControlNet of a command, with the image that it follows; or none. */
public final class Guide {
  /** No ControlNet. */
  public static final Guide NONE = new Guide(Optional.empty());

  private final Optional<Chosen> chosen;

  /** What the user has chosen. */
  private record Chosen(
      Path network,
      ImagePlus image,
      Preprocessing preprocessing,
      double weight,
      double start,
      double end) {}

  private Guide(Optional<Chosen> chosen) {
    this.chosen = chosen;
  }

  /**
   * A ControlNet.
   *
   * @param network a diffusers folder or a file
   * @param image what it follows: what is displayed of it; not modified
   * @param weight from 0 to 10; 1 as trained
   * @param start share of the steps after which it begins to count
   * @param end share of the steps after which it counts no more
   * @throws IllegalArgumentException if a number is out of range
   */
  public static Guide of(
      Path network,
      ImagePlus image,
      Preprocessing preprocessing,
      double weight,
      double start,
      double end) {
    // Written so that NaN fails too.
    if (!(weight >= 0 && weight <= 10)) {
      throw new IllegalArgumentException(
          "expected a control weight from 0 (none) to 10 but got " + weight);
    }
    if (!(start >= 0 && start <= end && end <= 1)) {
      throw new IllegalArgumentException(
          "expected a control start and end with 0 <= start <= end <= 1 but got %s and %s"
              .formatted(start, end));
    }
    return new Guide(Optional.of(new Chosen(network, image, preprocessing, weight, start, end)));
  }

  /**
   * The ControlNet for a whole picture.
   *
   * @param of the image that the command works on; null if there is none
   * @param index the slice of it that is worked on, from 1: where the control image is the same, or
   *     a stack as long, its slice of that index counts, else the displayed one
   * @throws IllegalArgumentException if its preprocessing needs a selection
   */
  public List<Control> forPicture(ImagePlus of, int index) {
    if (chosen.isPresent() && chosen.get().preprocessing() == Preprocessing.INPAINT) {
      throw new IllegalArgumentException(
          "the preprocessing 'inpaint' cuts out what is selected: it is for Inpaint Selection... only."
              + " Choose none, canny or scribble");
    }
    return chosen
        .map(choice -> List.of(control(choice, picture(choice, of, index), null)))
        .orElse(List.of());
  }

  /**
   * The ControlNet for a selection: its hint is of the whole image's size.
   *
   * @param of as in {@link #forPicture}
   * @param index as there
   * @param selection of the image's size
   */
  public List<Control> forSelection(ImagePlus of, int index, Mask selection) {
    return chosen
        .map(
            choice -> {
              Picture picture = picture(choice, of, index);
              boolean fits =
                  picture.width() == selection.width() && picture.height() == selection.height();
              Picture fitted =
                  fits
                      ? picture
                      : picture.resize(
                          selection.width(), selection.height(), ResampleFilter.LANCZOS);
              return List.of(control(choice, fitted, selection));
            })
        .orElse(List.of());
  }

  private static Picture picture(Chosen choice, ImagePlus of, int index) {
    boolean alike =
        of != null
            && (of == choice.image()
                || of.getStackSize() > 1 && of.getStackSize() == choice.image().getStackSize());
    return alike ? Pictures.displayed(choice.image(), index) : Pictures.displayed(choice.image());
  }

  private static Control control(Chosen choice, Picture picture, Mask hole) {
    return new Control(
        choice.network(),
        choice.preprocessing().hint(picture, hole),
        choice.weight(),
        choice.start(),
        choice.end(),
        false);
  }
}
