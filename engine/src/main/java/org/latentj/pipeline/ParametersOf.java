package org.latentj.pipeline;

import java.util.List;
import java.util.Map;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.GenerationParametersBuilder;
import org.latentj.metadata.ParameterKeys;
import org.latentj.noise.BatchNoise;
import org.latentj.noise.BatchSeeding;
import org.latentj.prompt.PromptSyntax;
import org.latentj.request.Acceleration;
import org.latentj.request.Control;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.RequestParameters;
import org.latentj.request.SafetyCheck.Outcome;
import org.latentj.request.Settings;

/** What a finished picture says about its making, in A1111's terms. */
final class ParametersOf {
  private final GenerationRequest request;
  private final ModelIdentity model;
  private final Map<String, String> more;
  private final BatchNoise noise;
  private final List<String> controlNets;

  /**
   * Parameters of a result.
   *
   * @param more settings of this request that its pictures name
   * @param controlNets names of the request's ControlNets, with their hashes
   */
  ParametersOf(
      GenerationRequest request,
      ModelIdentity model,
      Map<String, String> more,
      BatchNoise noise,
      List<String> controlNets) {
    this.request = request;
    this.model = model;
    this.more = more;
    this.noise = noise;
    this.controlNets = controlNets;
  }

  /**
   * The parameters of picture {@code index} of the batch.
   *
   * @param modelHash the model's, in full
   */
  GenerationParameters picture(int index, FinishedPicture finished, String modelHash) {
    Picture picture = finished.picture();
    Settings settings = request.settings();
    GenerationParametersBuilder builder =
        GenerationParameters.builder()
            .prompt(request.prompt())
            .negativePrompt(settings.negativePrompt())
            .steps(settings.steps())
            .sampler(settings.sampler().displayName())
            .scheduleType(settings.schedule().displayName())
            .cfgScale(settings.guidanceScale().orElseThrow())
            .seed(noise.imageSeed(index))
            .size(picture.width(), picture.height())
            .model(model.name(), modelHash)
            .clipSkip(settings.clipSkip() + 1)
            .rng(settings.noise().rngName())
            .tiling(settings.tiling() != Tiling.NONE)
            .version("LatentJ " + model.engineVersion());
    noise
        .variationSeed(index)
        .ifPresent(seed -> builder.variation(seed, settings.variationStrength()));
    if (request instanceof ImageToImage image) {
      builder.denoisingStrength(image.strength());
    } else if (request instanceof Inpainting inpainting) {
      builder
          .denoisingStrength(inpainting.strength())
          .set(ParameterKeys.MASKED_CONTENT, inpainting.fill().infotextName());
      if (inpainting.blending() == MaskBlending.DIFFERENTIAL) {
        builder.set(RequestParameters.MASK_BLENDING, "Differential diffusion");
      }
    }
    for (int i = 0; i < controlNets.size(); i++) {
      Control control = request.controls().get(i);
      builder.set(ParameterKeys.CONTROL_NET + i, ControlText.of(control, controlNets.get(i)));
    }
    addOwnSettings(builder, settings, index);
    addFinish(builder, finished);
    model.settings().forEach(builder::set);
    more.forEach(builder::set);
    return builder.build();
  }

  /** What became of the picture after it was drawn; what is as usual is not written. */
  private static void addFinish(GenerationParametersBuilder builder, FinishedPicture finished) {
    finished.watermark().ifPresent(mark -> builder.set(RequestParameters.WATERMARK, mark.text()));
    if (finished.check().flagged()) {
      builder.set(RequestParameters.SAFETY_CHECKER, "flagged");
    } else if (finished.check().outcome() == Outcome.SWITCHED_OFF) {
      builder.set(RequestParameters.SAFETY_CHECKER, "off");
    }
  }

  /** Settings that A1111 has no field for; written only where they differ from the default. */
  private static void addOwnSettings(
      GenerationParametersBuilder builder, Settings settings, int index) {
    Settings defaults = Settings.defaults();
    if (settings.eta() != defaults.eta()) {
      builder.set(RequestParameters.ETA, settings.eta());
    }
    if (settings.guidanceRescale() != defaults.guidanceRescale()) {
      builder.set(RequestParameters.GUIDANCE_RESCALE, settings.guidanceRescale());
    }
    addAcceleration(builder, settings.acceleration());
    if (settings.promptSyntax() != PromptSyntax.A1111) {
      builder.set(RequestParameters.PROMPT_SYNTAX, settings.promptSyntax().name());
    }
    if (settings.tiling() == Tiling.X || settings.tiling() == Tiling.Y) {
      builder.set(RequestParameters.TILING_AXES, settings.tiling().name());
    }
    boolean sequential =
        settings.batchSize() > 1 && settings.batchSeeding() == BatchSeeding.SEQUENTIAL;
    if (sequential) {
      builder.set(RequestParameters.BATCH, (index + 1) + " of " + settings.batchSize());
    }
  }

  private static void addAcceleration(GenerationParametersBuilder builder, Acceleration given) {
    if (given.reusesFeatures()) {
      String interval = Integer.toString(given.deepCacheInterval());
      builder.set(RequestParameters.DEEP_CACHE_INTERVAL, interval);
      if (given.deepCacheDepth() != Acceleration.NONE.deepCacheDepth()) {
        String depth = Integer.toString(given.deepCacheDepth());
        builder.set(RequestParameters.DEEP_CACHE_DEPTH, depth);
      }
    }
    if (given.tokenMerging() > 0) {
      builder.set(RequestParameters.TOKEN_MERGING, given.tokenMerging());
    }
  }
}
