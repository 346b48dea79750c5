package org.latentj.inpaint;

import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.GenerationParametersBuilder;
import org.latentj.metadata.ParameterKeys;

/** How a selection was inpainted, under A1111's names where it has them. */
final class SelectionParameters {
  private static final String ONLY_MASKED = "Only masked";

  private SelectionParameters() {}

  /**
   * Adds the selection's part.
   *
   * @param painted what the engine says of the picture that it painted
   */
  static GenerationParameters of(
      GenerationParameters painted, InpaintingOptions options, InpaintingPlan plan) {
    GenerationParametersBuilder builder =
        GenerationParameters.builder()
            .prompt(painted.prompt())
            .negativePrompt(painted.negativePrompt());
    painted.settings().forEach(builder::set);
    builder
        .denoisingStrength(options.strength())
        .set(ParameterKeys.INPAINT_AREA, ONLY_MASKED)
        .set(ParameterKeys.MASKED_CONTENT, options.fill().label())
        .set("Mask grow", plan.grow())
        .set("Mask feather", plan.feather())
        .set("Composite", options.composite().label())
        .set("Color match", options.colorMatch() ? "True" : "False");
    if (plan.refined().isPresent()) {
      builder.set("Refining strength", options.refineStrength());
    }
    return builder.build();
  }
}
