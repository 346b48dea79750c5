package org.latentj.maven.manifest;

import java.util.List;
import java.util.Optional;
import org.latentj.image.Tiling;

/** Reads what becomes of a picture, and checks that it can. */
final class OutputOptionsReader {
  /** A model's plain backgrounds vary by some ten levels. */
  private static final int DEFAULT_TOLERANCE = 32;

  private final Problems problems;

  OutputOptionsReader(Problems problems) {
    this.problems = problems;
  }

  OutputOptions read(Entry own, Entry all, Optional<String> output) {
    boolean transparent = all.get(Keys.TRANSPARENT).orElse(false);
    Optional<PictureFormat> format = output.flatMap(PictureFormat::find);
    boolean lossless = all.get(Keys.LOSSLESS).orElse(false) && is(format, PictureFormat.WEBP);
    List<Integer> sizes = all.get(Keys.SIZES).map(WholeNumbers::values).orElse(List.of());
    List<Integer> scales = all.get(Keys.SCALES).map(WholeNumbers::values).orElse(List.of());
    problem(
        own,
        Keys.QUALITY,
        !format.map(PictureFormat::hasQuality).orElse(false),
        "'quality' is of JPEGs and WebPs; name the output .jpg or .webp, or leave it out");
    problem(
        own,
        Keys.QUALITY,
        lossless,
        "'quality' has no effect with 'lossless: true'; leave out one of them");
    problem(
        own,
        Keys.LOSSLESS,
        !is(format, PictureFormat.WEBP),
        "'lossless' is of WebPs; name the output .webp, or leave it out: PNGs are always lossless,"
            + " JPEGs never");
    problem(own, Keys.QUALITY, isZero(own), "quality: expected a number above 0 to 1 but got '0'");
    problem(
        own,
        Keys.TOLERANCE,
        !transparent,
        "'transparentTolerance' has no effect without 'transparent: true'");
    problem(
        own,
        Keys.SEAM_LIMIT,
        !all.has(Keys.TILING)
            || all.has(Keys.MASK)
            || all.get(Keys.TILING).filter(t -> t == Tiling.NONE).isPresent(),
        "'seamLimit' has no effect without 'tiling'");
    if (transparent && !format.map(PictureFormat::hasTransparency).orElse(true)) {
      problems.add(own.where(), "'transparent' needs a PNG or WebP; a JPEG has no transparency");
    }
    if (!sizes.isEmpty() && !scales.isEmpty()) {
      problems.add(own.where(), "give either 'sizes' or 'scales', not both");
    }
    return new OutputOptions(
        all.get(Keys.QUALITY).orElse(OutputOptions.PLAIN.quality()),
        lossless,
        sizes,
        scales,
        transparent
            ? Optional.of(all.get(Keys.TOLERANCE).orElse(DEFAULT_TOLERANCE))
            : Optional.empty(),
        all.get(Keys.SEAM_LIMIT).filter(limit -> !all.has(Keys.MASK)));
  }

  private static boolean is(Optional<PictureFormat> format, PictureFormat wanted) {
    return format.filter(f -> f == wanted).isPresent();
  }

  private static boolean isZero(Entry own) {
    return own.get(Keys.QUALITY).filter(quality -> quality == 0).isPresent();
  }

  private void problem(Entry own, Key<?> key, boolean wrong, String message) {
    own.find(key).filter(found -> wrong).ifPresent(found -> problems.add(found.where(), message));
  }
}
