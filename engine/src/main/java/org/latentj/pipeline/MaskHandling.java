package org.latentj.pipeline;

import java.util.List;
import org.latentj.sampler.Latents;
import org.latentj.sampler.Sampler;
import org.latentj.tensor.FloatTensor;

/** How a run keeps to the unmasked part of a picture. */
interface MaskHandling {

  /** The UNet's input of step {@code call}, for latents that are already scaled for it. */
  FloatTensor modelInput(FloatTensor scaled, Sampler sampler, int call);

  /** The latents after step {@code call}. */
  Latents afterStep(Latents latents, Sampler sampler, int call);

  /** Nothing is masked. */
  MaskHandling NONE =
      new MaskHandling() {
        @Override
        public FloatTensor modelInput(FloatTensor scaled, Sampler sampler, int call) {
          return scaled;
        }

        @Override
        public Latents afterStep(Latents latents, Sampler sampler, int call) {
          return latents;
        }
      };

  /**
   * For 4-channel models: after each step the kept part is replaced by the original with the noise
   * of the next timestep, and by the clean original at the end (diffusers {@code
   * StableDiffusionInpaintPipeline.__call__}).
   *
   * @param mask (B, 4, h, w), 1 repaints
   * @param original (B, 4, h, w), clean
   * @param noise (B, 4, h, w), the initial noise
   * @param clean whether the UNet is shown the kept part without noise ({@link
   *     org.latentj.model.ModelIndex#cleanSurroundings()})
   */
  record Blend(FloatTensor mask, FloatTensor original, FloatTensor noise, boolean clean)
      implements MaskHandling {

    @Override
    public FloatTensor modelInput(FloatTensor scaled, Sampler sampler, int call) {
      return clean ? Masks.blend(original, scaled, mask) : scaled;
    }

    @Override
    public Latents afterStep(Latents latents, Sampler sampler, int call) {
      Latents kept = Tensors.latents(original);
      if (call + 1 < sampler.calls()) {
        kept = sampler.addNoise(kept, Tensors.latents(noise), call + 1);
      }
      return Tensors.latents(Masks.blend(Tensors.floats(kept), Tensors.floats(latents), mask));
    }
  }

  /**
   * For 9-channel inpainting models: mask and masked picture are inputs of the UNet.
   *
   * @param mask (B, 1, h, w), 1 repaints
   * @param maskedImage (B, 4, h, w), latents of the picture with a grey hole
   */
  record Channels(FloatTensor mask, FloatTensor maskedImage) implements MaskHandling {

    @Override
    public FloatTensor modelInput(FloatTensor scaled, Sampler sampler, int call) {
      return Tensors.joinChannels(List.of(scaled, mask, maskedImage));
    }

    @Override
    public Latents afterStep(Latents latents, Sampler sampler, int call) {
      return latents;
    }
  }

  /**
   * Differential diffusion (Levin and Fried 2023, algorithm 1): before step i of N, wherever the
   * mask is below 1 - i/N, the latents are replaced by the original with that step's noise. So a
   * place is repainted in the last {@code mask * N + 1} steps.
   *
   * @param mask (B, 4, h, w), 0 to 1
   * @param original (B, 4, h, w), clean
   * @param noise (B, 4, h, w), the initial noise
   * @param clean whether the UNet is shown without noise what is not repainted yet
   */
  record Differential(FloatTensor mask, FloatTensor original, FloatTensor noise, boolean clean)
      implements MaskHandling {

    @Override
    public FloatTensor modelInput(FloatTensor scaled, Sampler sampler, int call) {
      return clean ? Masks.blend(original, scaled, painted(sampler, call)) : scaled;
    }

    @Override
    public Latents afterStep(Latents latents, Sampler sampler, int call) {
      int next = call + 1;
      if (next == sampler.calls()) {
        return latents;
      }
      Latents kept = sampler.addNoise(Tensors.latents(original), Tensors.latents(noise), next);
      FloatTensor painted = painted(sampler, next);
      return Tensors.latents(Masks.blend(Tensors.floats(kept), Tensors.floats(latents), painted));
    }

    /** 1 where step {@code call} repaints, else 0. */
    private FloatTensor painted(Sampler sampler, int call) {
      double done = (double) (call - sampler.firstCall()) / (sampler.calls() - sampler.firstCall());
      FloatTensor painted = new FloatTensor(mask.shape(), new float[mask.data().length]);
      for (int i = 0; i < painted.data().length; i++) {
        // 1 - mask is the map of what to keep; computed in double, so that 0.75 is exact.
        painted.data()[i] = 1.0 - mask.data()[i] > done ? 0 : 1;
      }
      return painted;
    }
  }

  /**
   * One handling's input for another's latents: inpainting models are kept to the original besides
   * seeing it, which shifts colours less.
   */
  record Both(MaskHandling input, MaskHandling step) implements MaskHandling {

    @Override
    public FloatTensor modelInput(FloatTensor scaled, Sampler sampler, int call) {
      return input.modelInput(scaled, sampler, call);
    }

    @Override
    public Latents afterStep(Latents latents, Sampler sampler, int call) {
      return step.afterStep(latents, sampler, call);
    }
  }
}
