package org.latentj.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.image.Composite;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.ResampleFilter;
import org.latentj.model.ModelIndex;
import org.latentj.noise.BatchNoise;
import org.latentj.noise.Variation;
import org.latentj.prompt.LoraTags;
import org.latentj.request.Acceleration;
import org.latentj.request.Control;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.OutputSize;
import org.latentj.request.Progress.Stage;
import org.latentj.request.SafetyCheck;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.ControlNetModel;
import org.latentj.runtime.LoadedModel;
import org.latentj.safety.SafetyGate;
import org.latentj.sampler.SamplerConfig;
import org.latentj.sampler.SamplerKind;
import org.latentj.tensor.FloatTensor;
import org.latentj.text.PromptTokenizer;
import org.latentj.watermark.Watermark;

/**
 * Serves requests with one loaded model. Not thread-safe: one request at a time.
 *
 * <p>A request flows through: {@link PromptPlan} (texts to {@link GuidancePhase}s), {@link
 * LatentPipeline} (a starting point and the {@link SamplingLoop}), the VAE's decoder, {@link
 * FinishedPicture} (safety checker, watermark), {@link ParametersOf}.
 */
public final class GenerationPipeline {
  private final LoadedModel model;
  private final ModelIdentity identity;
  private final PromptEncoder prompts;
  private final LatentPipeline latents;
  private final PictureSize size;
  private final SafetyGate gate;
  private final ModelIndex index;

  /**
   * A pipeline on a loaded model and tokenizer, which stay the caller's.
   *
   * @param identity what pictures say they were made with
   * @param gate what pictures pass at last; stays the caller's
   * @param index how the model wants to be used
   */
  public GenerationPipeline(
      LoadedModel model,
      PromptTokenizer tokenizer,
      ModelIdentity identity,
      SafetyGate gate,
      ModelIndex index) {
    this.model = model;
    this.gate = gate;
    this.identity = identity;
    prompts = new PromptEncoder(model.textEncoder(), tokenizer);
    latents =
        new LatentPipeline(
            model.unet(), model.vae(), model.config().noiseSchedule(), index.cleanSurroundings());
    this.index = index;
    size = new PictureSize(model.vae().config().downsampling());
  }

  /**
   * Serves a request.
   *
   * @param listener called on this thread
   * @throws IllegalArgumentException if a watermark is asked for and the picture too small for it,
   *     or if DeepCache is asked to be deeper than the model
   * @throws org.latentj.request.GenerationCancelledException if the listener says so
   * @throws org.latentj.runtime.TorchException if the device fails
   * @throws org.latentj.image.NumericOverflowException if the numbers overflowed on the way
   * @throws RuntimeException what {@link PendingHash} throws if the model's hash is not to be had
   */
  public GenerationResult run(GenerationRequest request, GenerationListener listener) {
    return run(request, RequestExtras.NONE, listener);
  }

  /**
   * As {@link #run(GenerationRequest, GenerationListener)}.
   *
   * @param extras what the caller did for this request
   */
  public GenerationResult run(
      GenerationRequest request, RequestExtras extras, GenerationListener listener) {
    try {
      return served(withGuidance(request), extras, listener);
    } finally {
      gate.rest();
    }
  }

  private GenerationResult served(
      GenerationRequest request, RequestExtras extras, GenerationListener listener) {
    if (request.settings().watermark().isPresent()) {
      requireSizeForWatermark(request);
    }
    requireDepth(request.settings().acceleration());
    // What cannot name its model is no picture.
    ProgressReporter progress = new ProgressReporter(listener, identity.hash()::check);
    List<String> remarks = new ArrayList<>(extras.remarks());
    remarks.forEach(listener::remark);
    model
        .memory()
        .begin(
            remark -> {
              remarks.add(remark);
              listener.remark(remark);
            });
    Settings settings = request.settings();
    progress.checkCancelled("before it began");
    progress.begins(Stage.ENCODING_PROMPT);
    int clipSkip = model.config().clipSkip() + settings.clipSkip();
    prompts.takeNames();
    List<GuidancePhase> phases =
        new PromptPlan(prompts, settings, clipSkip, model.config().unet().isToldGuidance())
            .phases(LoraTags.parse(request.prompt(), settings.promptSyntax()).text());
    Map<String, String> more = new LinkedHashMap<>(extras.settings());
    more.putAll(extras.embeddings().apply(prompts.takeNames()));
    progress.ends(Stage.ENCODING_PROMPT);

    BatchNoise noise = noise(settings);
    SamplingJob job = job(settings, phases, noise, progress);
    List<ControlNetModel> networks =
        model.controls().of(request.controls().stream().map(Control::network).toList());
    FloatTensor clean = sample(request, job, networks, remarks);
    List<GeneratedPicture> pictures =
        decode(
            clean,
            request,
            new ParametersOf(request, identity, more, noise, names(networks)),
            progress,
            remarks);
    gate.remark().ifPresent(remarks::add);
    List<SafetyCheck> checks = pictures.stream().map(GeneratedPicture::safety).toList();
    FinishedPicture.remark(checks).ifPresent(remarks::add);
    return new GenerationResult(
        request,
        pictures,
        identity.name(),
        hash(progress),
        model.device().name(),
        model.compute().name(),
        progress.elapsed(),
        remarks);
  }

  /** Known long before a picture is finished, unless the disk is slow or the model small. */
  private String hash(ProgressReporter progress) {
    return identity
        .hash()
        .await(() -> progress.checkCancelled("while the hash of the model's file was computed"));
  }

  private GenerationRequest withGuidance(GenerationRequest request) {
    Settings settings = request.settings();
    return settings.guidanceScale().isPresent()
        ? request
        : request.withSettings(settings.toBuilder().guidanceScale(index.guidanceScale()).build());
  }

  private void requireDepth(Acceleration acceleration) {
    int most = model.unet().upLayers();
    if (acceleration.reusesFeatures() && acceleration.deepCacheDepth() > most) {
      throw new IllegalArgumentException(
          "expected a DeepCache depth from 1 to %d, the up layers of this model's UNet, but got %d"
              .formatted(most, acceleration.deepCacheDepth()));
    }
  }

  /** Before anything is drawn, which takes long. */
  private void requireSizeForWatermark(GenerationRequest request) {
    OutputSize made = OutputSize.of(request, model::nativeSize, size.factor());
    Watermark.requireSize(made.width(), made.height());
  }

  private static BatchNoise noise(Settings settings) {
    Optional<Variation> variation = Optional.empty();
    if (settings.variationSeed().isPresent()) {
      long seed = settings.variationSeed().getAsLong();
      variation = Optional.of(new Variation(seed, settings.variationStrength()));
    }
    return new BatchNoise(
        settings.noise(),
        settings.batchSeeding(),
        settings.seed(),
        settings.batchSize(),
        variation);
  }

  private static SamplingJob job(
      Settings settings, List<GuidancePhase> phases, BatchNoise noise, ProgressReporter progress) {
    SamplerConfig config =
        SamplerConfig.ofSteps(settings.steps())
            .withSchedule(settings.schedule())
            .withEta(settings.sampler() == SamplerKind.DDIM ? settings.eta() : null);
    SeededDraws draws = new SeededDraws(noise, settings.batchSeeding());
    return SamplingJob.builder(settings.sampler(), config, phases, draws)
        .guidanceScale(settings.guidanceScale().orElseThrow())
        .guidanceRescale(settings.guidanceRescale())
        .batch(settings.batchSize())
        .tiling(settings.tiling())
        .observer(progress)
        .acceleration(settings.acceleration())
        .build();
  }

  private static List<String> names(List<ControlNetModel> networks) {
    return networks.stream().map(ControlNetModel::name).toList();
  }

  private FloatTensor sample(
      GenerationRequest request,
      SamplingJob plain,
      List<ControlNetModel> networks,
      List<String> remarks) {
    if (request instanceof TextToImage text) {
      int own = model.nativeSize();
      int width = size.round(text.width() == 0 ? own : text.width(), "width", remarks);
      int height = size.round(text.height() == 0 ? own : text.height(), "height", remarks);
      int factor = model.vae().config().downsampling();
      SamplingJob job = plain.withControls(guides(request, networks, width, height));
      return latents.textToImage(job, height / factor, width / factor);
    }
    if (request instanceof ImageToImage image) {
      Picture picture = image.image();
      int width = size.round(picture.width(), "width", remarks);
      int height = size.round(picture.height(), "height", remarks);
      Picture fitted = picture.resize(width, height, ResampleFilter.LANCZOS);
      SamplingJob job = plain.withControls(guides(request, networks, width, height));
      return latents.imageToImage(job, fitted.toSignedTensor(), image.strength());
    }
    Inpainting inpainting = (Inpainting) request;
    Picture filled = inpainting.fill().apply(inpainting.image(), inpainting.mask());
    FloatTensor image = size.pad(filled.toSignedTensor());
    FloatTensor mask = size.pad(inpainting.mask().toTensor());
    Picture original = inpainting.image();
    List<ControlGuide> guides = guides(request, networks, original.width(), original.height());
    SamplingJob job = plain.withControls(guides);
    double strength = inpainting.strength();
    return inpainting.blending() == MaskBlending.DIFFERENTIAL
        ? latents.inpaintDifferentially(job, image, mask, strength, inpainting.fill())
        : latents.inpaint(job, image, mask, strength, inpainting.fill());
  }

  /** Hints of that size; one that is no multiple of 8 is padded, as inpainted pictures are. */
  private List<ControlGuide> guides(
      GenerationRequest request, List<ControlNetModel> networks, int width, int height) {
    List<ControlGuide> guides = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      Control control = request.controls().get(i);
      FloatTensor hint = ControlHints.tensor(control.image(), width, height);
      guides.add(new ControlGuide(networks.get(i), control, size.pad(hint)));
    }
    return guides;
  }

  private List<GeneratedPicture> decode(
      FloatTensor clean,
      GenerationRequest request,
      ParametersOf parameters,
      ProgressReporter progress,
      List<String> remarks) {
    progress.begins(Stage.DECODING);
    List<GeneratedPicture> pictures = new ArrayList<>();
    DigitalSource source =
        request instanceof TextToImage
            ? DigitalSource.TRAINED_ALGORITHMIC_MEDIA
            : DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA;
    int batch = clean.shape().size(0);
    for (int i = 0; i < batch; i++) {
      progress.checkCancelled("before picture %d of %d was decoded".formatted(i + 1, batch));
      // One at a time: the decoder's activations are the peak of a run's memory.
      FloatTensor image =
          model.vae().decode(Tensors.rows(clean, i, i + 1), request.settings().tiling());
      FinishedPicture finished =
          FinishedPicture.of(
              composed(Picture.fromSignedTensor(image, 0), request),
              gate,
              request.settings().watermark());
      finished.watermarkRemark(i + 1).ifPresent(remarks::add);
      var described = parameters.picture(i, finished, hash(progress));
      long seed = described.seed().orElseThrow();
      pictures.add(
          new GeneratedPicture(finished.picture(), seed, described, source, finished.check()));
    }
    progress.ends(Stage.DECODING);
    return pictures;
  }

  private static Picture composed(Picture decoded, GenerationRequest request) {
    if (!(request instanceof Inpainting inpainting)) {
      return decoded;
    }
    Picture original = inpainting.image();
    Picture cropped = PictureSize.crop(decoded, original.width(), original.height());
    return inpainting.composite() ? Composite.over(original, cropped, inpainting.mask()) : cropped;
  }
}
