package org.latentj.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.image.Picture;
import org.latentj.request.SafetyCheck;
import org.latentj.safety.SafetyGate;
import org.latentj.watermark.Watermark;

/**
 * A picture as it is handed out.
 *
 * @param picture checked; black if it was flagged, else with the watermark that was asked for
 * @param check what the safety checker said
 * @param watermark what the picture carries
 */
record FinishedPicture(Picture picture, SafetyCheck check, Optional<Watermark> watermark) {

  /** Checks a picture first and marks it then, as the original scripts do. */
  static FinishedPicture of(Picture drawn, SafetyGate gate, Optional<Watermark> watermark) {
    SafetyCheck check = gate.check(drawn);
    if (check.flagged()) {
      int width = drawn.width();
      int height = drawn.height();
      // As diffusers does. Nothing of it was drawn by the model, so nothing needs a mark.
      Picture black = Picture.ofRgb(width, height, new byte[3 * width * height]);
      return new FinishedPicture(black, check, Optional.empty());
    }
    Picture marked = watermark.map(mark -> mark.embedded(drawn)).orElse(drawn);
    return new FinishedPicture(marked, check, watermark);
  }

  /**
   * Says so if the watermark cannot be found again: white, pure blue and pure yellow hold none.
   *
   * @param place of the picture in the batch, from 1
   */
  Optional<String> watermarkRemark(int place) {
    if (watermark.isEmpty() || watermark.get().detectIn(picture).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "picture %d does not hold its watermark: white, pure blue and pure yellow cannot carry it"
            .formatted(place));
  }

  /** Says which pictures of a request were replaced, if any were. */
  static Optional<String> remark(List<SafetyCheck> checks) {
    List<Integer> flagged = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).flagged()) {
        flagged.add(i + 1);
      }
    }
    if (flagged.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ("the model's safety checker flagged %d of %d pictures, %s: they were replaced by black."
                + " Try another prompt or seed")
            .formatted(flagged.size(), checks.size(), flagged));
  }
}
