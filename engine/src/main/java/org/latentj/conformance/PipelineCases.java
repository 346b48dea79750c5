package org.latentj.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.MaskFill;
import org.latentj.image.Tiling;
import org.latentj.pipeline.GuidancePhase;
import org.latentj.pipeline.LatentPipeline;
import org.latentj.pipeline.SamplingJob;
import org.latentj.runtime.LoadedModel;
import org.latentj.sampler.DiffusersScheduler;
import org.latentj.tensor.FloatTensor;

/**
 * {@code pipeline}: text to image, image to image and inpainting from the prompt to the picture,
 * with the noise of the case. The prompt is encoded and compared on its own; sampling begins with
 * the embeddings of the case.
 */
final class PipelineCases implements CaseKind {
  private static final String TEXT_TO_IMAGE = "StableDiffusionPipeline";
  private static final String IMAGE_TO_IMAGE = "StableDiffusionImg2ImgPipeline";
  private static final String INPAINT = "StableDiffusionInpaintPipeline";

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    CaseParameters parameters = run.parameters();
    CaseParameters tolerance = parameters.object("tolerance");
    double limit = tolerance.number("latents");
    LoadedModel model = run.model();
    DiffusersScheduler scheduler = scheduler(run);
    List<Deviation> out = new ArrayList<>();
    try (CaseTensors tensors = run.tensors()) {
      if (!run.pack().tokenizersReplaced()) {
        out.addAll(PromptComparison.of(run, tensors, model.textEncoder()));
      }
      PipelineInputs inputs = new PipelineInputs(run, tensors);
      out.addAll(inputs.compare());
      PipelineDraws draws = new PipelineDraws(tensors);
      PipelineOutputs outputs = new PipelineOutputs();
      SamplingJob job = job(parameters, tensors, scheduler, draws, outputs);
      LatentPipeline pipeline =
          new LatentPipeline(model.unet(), model.vae(), scheduler.schedule().config());
      FloatTensor latents = latents(parameters, pipeline, job, inputs, model);
      out.addAll(outputs.compareSteps(tensors, parameters.text("latents_per_step"), limit));
      out.add(draws.order(parameters.texts("noise_order")));
      FloatTensor expected = tensors.floats("final_latents");
      out.add(Compare.floats("final_latents", latents, expected, limit));
      FloatTensor decoded = model.vae().decode(latents, Tiling.NONE);
      out.addAll(PipelineOutputs.comparePictures(tensors, decoded, tolerance.number("image")));
    }
    return out;
  }

  private static DiffusersScheduler scheduler(CaseRun run) throws IOException {
    CaseParameters parameters = run.parameters();
    SchedulerSettings settings =
        SchedulerSettings.of(
                run.pack().model(parameters.text("model")), parameters.text("scheduler_class"))
            .with(parameters.object("scheduler_overrides").members());
    if (Boolean.TRUE.equals(settings.values().get("rescale_betas_zero_snr"))) {
      throw new UnsupportedCaseException("zero terminal SNR in a pipeline");
    }
    return settings.scheduler();
  }

  private static SamplingJob job(
      CaseParameters parameters,
      CaseTensors tensors,
      DiffusersScheduler scheduler,
      PipelineDraws draws,
      PipelineOutputs outputs)
      throws IOException {
    FloatTensor prompt = tensors.floats("prompt_embeds");
    FloatTensor negative =
        tensors.has("negative_prompt_embeds") ? tensors.floats("negative_prompt_embeds") : null;
    return SamplingJob.builder(
            scheduler.kind(),
            SchedulerSettings.config(
                scheduler, parameters.integer("steps"), parameters.number("eta", 0)),
            List.of(GuidancePhase.whole(negative, prompt)),
            draws)
        .guidanceScale(parameters.number("guidance_scale"))
        .guidanceRescale(parameters.number("guidance_rescale", 0))
        .batch(prompt.shape().size(0))
        .observer(outputs)
        .build();
  }

  private static FloatTensor latents(
      CaseParameters parameters,
      LatentPipeline pipeline,
      SamplingJob job,
      PipelineInputs inputs,
      LoadedModel model)
      throws IOException {
    String name = parameters.text("pipeline");
    int factor = model.vae().config().downsampling();
    return switch (name) {
      case TEXT_TO_IMAGE ->
          pipeline.textToImage(
              job, parameters.integer("height") / factor, parameters.integer("width") / factor);
      case IMAGE_TO_IMAGE ->
          pipeline.imageToImage(job, inputs.image(), parameters.number("strength"));
      case INPAINT ->
          pipeline.inpaint(
              job, inputs.image(), inputs.mask(), parameters.number("strength"), MaskFill.ORIGINAL);
      default -> throw new UnsupportedCaseException("pipeline " + name);
    };
  }
}
