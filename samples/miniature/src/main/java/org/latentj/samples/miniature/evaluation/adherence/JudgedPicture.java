package org.latentj.samples.miniature.evaluation.adherence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.latentj.image.Picture;
import org.latentj.samples.miniature.evaluation.analysis.DetectedObject;
import org.latentj.samples.miniature.evaluation.analysis.ObjectVerdict;
import org.latentj.samples.miniature.evaluation.analysis.Verdict;

/** A picture, what it was to show, and whether it does. */
public record JudgedPicture(HeldOutPrompt prompt, Picture picture, Verdict verdict) {
  /** Judges a picture. */
  public static JudgedPicture of(HeldOutPrompt prompt, Picture picture) {
    return new JudgedPicture(
        prompt, picture, Verdict.of(picture.toBufferedImage(), prompt.scene()));
  }

  /** What is wrong, of {@code colour}, {@code shape}, {@code background}, {@code count}. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!verdict.objects().stream().allMatch(ObjectVerdict::colorRight)) {
      faults.add("colour");
    }
    if (!verdict.objects().stream().allMatch(ObjectVerdict::shapeRight)) {
      faults.add("shape");
    }
    if (!verdict.backgroundRight()) {
      faults.add("background");
    }
    if (!verdict.countRight()) {
      faults.add("count");
    }
    return faults;
  }

  /** What was drawn instead, for example {@code 1 counted; red star for red heart}. */
  public String findings() {
    return verdict.objects().stream()
        .map(
            object ->
                object.found().map(DetectedObject::toString).orElse("nothing")
                    + " for "
                    + object.asked().color().word()
                    + " "
                    + object.asked().shape().word())
        .collect(Collectors.joining(", ", verdict.counted() + " counted; ", ""));
  }
}
