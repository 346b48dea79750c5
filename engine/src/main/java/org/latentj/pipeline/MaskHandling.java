package org.latentj.pipeline;

import java.util.List;
import org.latentj.sampler.Latents;
import org.latentj.sampler.Sampler;
import org.latentj.tensor.FloatTensor;

/** How a run keeps to the unmasked part of a picture. */
interface MaskHandling {

  /** The UNet's input for latents that are already scaled for it. */
  FloatTensor modelInput(FloatTensor scaled);

  /** The latents after step {@code call}. */
  Latents afterStep(Latents latents, Sampler sampler, int call);

  /** Nothing is masked. */
  MaskHandling NONE =
      new MaskHandling() {
        @Override
        public FloatTensor modelInput(FloatTensor scaled) {
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
   */
  record Blend(FloatTensor mask, FloatTensor original, FloatTensor noise) implements MaskHandling {

    @Override
    public FloatTensor modelInput(FloatTensor scaled) {
      return scaled;
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
    public FloatTensor modelInput(FloatTensor scaled) {
      return Tensors.joinChannels(List.of(scaled, mask, maskedImage));
    }

    @Override
    public Latents afterStep(Latents latents, Sampler sampler, int call) {
      return latents;
    }
  }
}
