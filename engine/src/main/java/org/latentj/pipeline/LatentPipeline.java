package org.latentj.pipeline;

import java.util.Arrays;
import org.latentj.image.MaskFill;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.runtime.LatentPosterior;
import org.latentj.runtime.UNetModel;
import org.latentj.runtime.VaeModel;
import org.latentj.sampler.ImageToImageStart;
import org.latentj.sampler.NoiseSchedule;
import org.latentj.sampler.Sampler;
import org.latentj.sampler.SamplerFactory;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The three pipelines between embeddings and latents, step by step as diffusers' {@code
 * StableDiffusionPipeline}, {@code StableDiffusionImg2ImgPipeline} and {@code
 * StableDiffusionInpaintPipeline} run them.
 */
public final class LatentPipeline {
  private static final int INPAINTING_CHANNELS = 9;

  private final UNetModel unet;
  private final VaeModel vae;
  private final NoiseScheduleConfig schedule;
  private final boolean cleanSurroundings;
  private final ImageEncodings encodings;

  /** A pipeline on loaded networks, which stay the caller's. */
  public LatentPipeline(UNetModel unet, VaeModel vae, NoiseScheduleConfig schedule) {
    this(unet, vae, schedule, false);
  }

  /**
   * A pipeline on loaded networks, which stay the caller's.
   *
   * @param cleanSurroundings whether a UNet of four channels inpaints as {@link
   *     org.latentj.model.ModelIndex#cleanSurroundings()} says
   */
  public LatentPipeline(
      UNetModel unet, VaeModel vae, NoiseScheduleConfig schedule, boolean cleanSurroundings) {
    this.cleanSurroundings = cleanSurroundings;
    this.unet = unet;
    this.vae = vae;
    this.schedule = schedule;
    encodings = new ImageEncodings(vae);
  }

  /**
   * Text to image.
   *
   * @param height of the latents: an eighth of the picture's
   * @param width of the latents
   * @return latents (B, 4, height, width)
   */
  public FloatTensor textToImage(SamplingJob job, int height, int width) {
    Shape shape = Shape.of(job.batch(), latentChannels(), height, width);
    Sampler sampler = wholeRun(job);
    FloatTensor noise = job.draws().initial(shape);
    FloatTensor start = scaled(noise, sampler.initialNoiseScale());
    return new SamplingLoop(unet, job, sampler, wholePicture(job, height, width)).run(start);
  }

  /**
   * Image to image.
   *
   * @param image (1 or B, 3, H, W) in [-1, 1]
   * @param strength 0 to 1
   * @return latents (B, 4, H/8, W/8)
   */
  public FloatTensor imageToImage(SamplingJob job, FloatTensor image, double strength) {
    Sampler sampler = partOfRun(job, strength);
    FloatTensor clean = encode(job, image);
    FloatTensor noise = job.draws().initial(clean.shape());
    FloatTensor start = noisy(sampler, clean, noise);
    Shape shape = clean.shape();
    MaskHandling whole = wholePicture(job, shape.size(2), shape.size(3));
    return new SamplingLoop(unet, job, sampler, whole).run(start);
  }

  /** An inpainting model that paints a whole picture sees everything masked, behind it grey. */
  private MaskHandling wholePicture(SamplingJob job, int height, int width) {
    if (unet.config().inChannels() != INPAINTING_CHANNELS) {
      return MaskHandling.NONE;
    }
    long factor = vae.config().downsampling();
    FloatTensor grey =
        FloatTensor.zeros(
            Shape.of(1, vae.config().imageChannels(), factor * height, factor * width));
    FloatTensor hole = FloatTensor.zeros(Shape.of(job.batch(), 1, height, width));
    Arrays.fill(hole.data(), 1);
    FloatTensor masked = scaled(vae.encode(grey, job.tiling()).mean(), scalingFactor());
    return new MaskHandling.Channels(hole, Tensors.repeat(masked, job.batch()));
  }

  /**
   * Inpainting, in the way that the UNet's input channels ask for.
   *
   * @param image (1 or B, 3, H, W) in [-1, 1]
   * @param softMask (1 or B, 1, H, W); 0.5 and more repaints
   * @param strength 0 to 1; at 1 the repainted part begins as pure noise
   * @param fill what the repainted part begins as below strength 1; the pixel fill is the caller's
   * @return latents (B, 4, H/8, W/8)
   */
  public FloatTensor inpaint(
      SamplingJob job, FloatTensor image, FloatTensor softMask, double strength, MaskFill fill) {
    boolean nineChannels = unet.config().inChannels() == INPAINTING_CHANNELS;
    Sampler sampler = partOfRun(job, strength);
    FloatTensor mask = Masks.threshold(softMask);
    int factor = vae.config().downsampling();
    FloatTensor small = Tensors.expand(Masks.shrink(mask, factor), job.batch());
    Shape shape =
        Shape.of(
            job.batch(),
            latentChannels(),
            image.shape().dimension(2) / factor,
            image.shape().dimension(3) / factor);

    boolean pureNoise = strength == 1;
    // diffusers draws nothing for an image that it does not need.
    FloatTensor clean = nineChannels && pureNoise ? null : encode(job, image);
    FloatTensor noise = job.draws().initial(shape);
    if (!nineChannels) {
      // diffusers encodes the masked image even for models that do not see it: its draw counts.
      job.draws().posterior(shape);
    }
    FloatTensor start =
        pureNoise
            ? scaled(noise, sampler.initialNoiseScale())
            : noisy(sampler, filled(clean, noise, small, fill), noise);
    MaskHandling handling =
        nineChannels
            ? new MaskHandling.Channels(small, encode(job, Masks.hole(image, mask)))
            : new MaskHandling.Blend(
                Masks.overChannels(small, latentChannels()), clean, noise, cleanSurroundings);
    return new SamplingLoop(unet, job, sampler, handling).run(start);
  }

  /**
   * Inpainting by differential diffusion.
   *
   * @param image (1 or B, 3, H, W) in [-1, 1]
   * @param mask (1 or B, 1, H, W); 1 repaints in all steps, 0.5 in the last half
   * @param strength 0 to 1
   * @param fill what the part from 0.5 on begins as; the pixel fill is the caller's
   * @return latents (B, 4, H/8, W/8)
   */
  public FloatTensor inpaintDifferentially(
      SamplingJob job, FloatTensor image, FloatTensor mask, double strength, MaskFill fill) {
    Sampler sampler = partOfRun(job, strength);
    FloatTensor change = Masks.shrinkMax(mask, vae.config().downsampling());
    change = Tensors.expand(change, job.batch());
    FloatTensor small = Masks.threshold(change);
    FloatTensor clean = encode(job, image);
    FloatTensor noise = job.draws().initial(clean.shape());
    FloatTensor start = noisy(sampler, filled(clean, noise, small, fill), noise);
    boolean nineChannels = unet.config().inChannels() == INPAINTING_CHANNELS;
    FloatTensor free = nineChannels ? Masks.inflate(change) : change;
    MaskHandling handling =
        new MaskHandling.Differential(
            Masks.overChannels(free, latentChannels()),
            clean,
            noise,
            cleanSurroundings && !nineChannels);
    if (nineChannels) {
      FloatTensor seen = encode(job, Masks.hole(image, Masks.threshold(mask)));
      handling = new MaskHandling.Both(new MaskHandling.Channels(small, seen), handling);
    }
    return new SamplingLoop(unet, job, sampler, handling).run(start);
  }

  private FloatTensor filled(
      FloatTensor clean, FloatTensor noise, FloatTensor mask, MaskFill fill) {
    FloatTensor wide = Masks.overChannels(mask, latentChannels());
    return switch (fill) {
      case ORIGINAL, FILL -> clean;
      case LATENT_NOISE -> Masks.blend(clean, noise, wide);
      case LATENT_NOTHING -> Masks.blend(clean, FloatTensor.zeros(clean.shape()), wide);
    };
  }

  private FloatTensor encode(SamplingJob job, FloatTensor image) {
    job.observer().encodingImage(false);
    FloatTensor moments = encodings.moments(image, job.tiling());
    job.observer().encodingImage(true);
    LatentPosterior posterior =
        new LatentPosterior(Tensors.expand(moments, job.batch()), (float) scalingFactor());
    return posterior.sample(job.draws().posterior(posterior.mean().shape()));
  }

  /** With the noise of the sampler's first call; clean where no call is left. */
  private static FloatTensor noisy(Sampler sampler, FloatTensor clean, FloatTensor noise) {
    if (sampler.firstCall() == sampler.calls()) {
      return clean;
    }
    return Tensors.floats(
        sampler.addNoise(Tensors.latents(clean), Tensors.latents(noise), sampler.firstCall()));
  }

  private Sampler wholeRun(SamplingJob job) {
    return sampler(job, 0);
  }

  private Sampler partOfRun(SamplingJob job, double strength) {
    int steps = job.config().steps();
    return sampler(job, ImageToImageStart.firstCall(job.sampler(), steps, strength));
  }

  private Sampler sampler(SamplingJob job, int firstCall) {
    return SamplerFactory.create(
        job.sampler(), NoiseSchedule.of(schedule), job.config().withFirstCall(firstCall));
  }

  private static FloatTensor scaled(FloatTensor tensor, double factor) {
    return Tensors.floats(Tensors.latents(tensor).times(factor));
  }

  private int latentChannels() {
    return vae.config().latentChannels();
  }

  private double scalingFactor() {
    return vae.config().scalingFactor();
  }
}
