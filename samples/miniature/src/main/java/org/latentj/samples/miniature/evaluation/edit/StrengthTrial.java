package org.latentj.samples.miniature.evaluation.edit;

import org.latentj.image.Picture;
import org.latentj.samples.miniature.evaluation.adherence.HeldOutPrompt;
import org.latentj.samples.miniature.evaluation.adherence.JudgedPicture;

/**
 * A scene's picture turned towards another scene's prompt.
 *
 * @param strength 0 to 1
 * @param judged the result against the new prompt
 * @param correlation of its luminance with the scene's picture, -1 to 1
 */
record StrengthTrial(double strength, JudgedPicture judged, double correlation) {
  static StrengthTrial of(double strength, HeldOutPrompt prompt, Picture before, Picture after) {
    return new StrengthTrial(
        strength, JudgedPicture.of(prompt, after), Correlation.of(before, after));
  }
}
