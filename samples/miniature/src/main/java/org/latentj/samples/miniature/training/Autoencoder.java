package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.latentj.model.VaeConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.NativeScript;
import org.latentj.script.Script;
import org.latentj.script.WeightTable;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

/**
 * The autoencoder learning to restore pictures (Kingma and Welling 2013; Rombach et al. 2022,
 * section 3.1). Where Stable Diffusion adds a perceptual network and a discriminator, the loss here
 * adds squares to the absolute errors of pixels: objects of a wrong colour weigh more than soft
 * edges, while flat areas become truly flat. Differences between neighbours keep edges sharp, and a
 * small Kullback-Leibler term the latents smooth. The first three channels of the latents are drawn
 * towards the picture made eight times smaller: left to itself, so small a network finds a code for
 * edges that no denoiser of this size learns, and its objects stay blobs.
 */
final class Autoencoder implements AutoCloseable {
  private static final double SQUARES = 4;
  private static final double EDGES = 0.1;
  private static final double DIVERGENCE = 1e-3;
  private static final double LIKENESS = 0.1;
  private static final double SCALE = 2;

  private static final String LOSS =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def sample(self: __torch__.Net,
            moments: Tensor,
            noise: Tensor) -> Tensor:
          parts = torch.chunk(moments, 2, 1)
          deviation = torch.exp(torch.mul(torch.clamp(parts[1], -30.0, 20.0), 0.5))
          return torch.add(parts[0], torch.mul(deviation, noise))
        def likeness(self: __torch__.Net,
            restored: Tensor,
            image: Tensor) -> Tensor:
          error = torch.sub(restored, image)
          across = torch.sub(torch.slice(error, 3, 1, None, 1), torch.slice(error, 3, 0, -1, 1))
          down = torch.sub(torch.slice(error, 2, 1, None, 1), torch.slice(error, 2, 0, -1, 1))
          edges = torch.add(torch.mean(torch.abs(across)), torch.mean(torch.abs(down)))
          large = torch.mul(torch.mean(torch.mul(error, error)), %s)
          pixels = torch.add(torch.mean(torch.abs(error)), large)
          return torch.add(pixels, torch.mul(edges, %s))
        def loss(self: __torch__.Net,
            restored: Tensor,
            image: Tensor,
            moments: Tensor) -> Tensor:
          sharp = (self).likeness(restored, image, )
          parts = torch.chunk(moments, 2, 1)
          logs = torch.clamp(parts[1], -30.0, 20.0)
          squares = torch.add(torch.mul(parts[0], parts[0]), torch.exp(logs))
          divergence = torch.mul(torch.mean(torch.sub(torch.sub(squares, logs), 1.0)), 0.5)
          small = torch.avg_pool2d(image, [8, 8], [8, 8], [0, 0], False, True, None)
          unlike = torch.sub(torch.slice(parts[0], 1, 0, 3, 1), torch.mul(small, %s))
          plain = torch.add(sharp, torch.mul(torch.mean(torch.mul(unlike, unlike)), %s))
          return torch.add(plain, torch.mul(divergence, %s))
      """
          .formatted(SQUARES, EDGES, SCALE, LIKENESS, DIVERGENCE);

  private static final Predicate<String> ZEROED = name -> name.contains(".conv2.");

  private final Learner encoder;
  private final Learner decoder;
  private final NativeScript loss;

  Autoencoder(
      VaeConfig config, ElementType compute, SplittableRandom random, ComputeDevice device) {
    EmitOptions options = EmitOptions.forDevice(compute, device.isGpu());
    encoder =
        new Learner(
            VaeEncoder.script(config, options),
            compute,
            ZEROED,
            slot -> false,
            random.split(),
            device);
    decoder =
        new Learner(
            VaeDecoder.script(config, options),
            compute,
            ZEROED,
            slot -> false,
            random.split(),
            device);
    loss = new NativeScript(new Script(LOSS, new WeightTable()), device);
  }

  /**
   * The loss of a batch.
   *
   * @param images (B, 3, H, W) in [-1, 1]
   * @param noise (B, 4, H/8, W/8), unit Gaussian, for the sample of the latents
   */
  PtNDArray loss(FloatTensor images, FloatTensor noise, Arena arena) {
    PtNDArray image = arena.upload(images);
    PtNDArray moments = encoder.run(arena, "forward", encoder.cast(arena), image)[0];
    PtNDArray latents = loss.runTraining(arena, "sample", moments, arena.upload(noise))[0];
    PtNDArray restored = decoder.run(arena, "forward", decoder.cast(arena), latents)[0];
    return loss.runTraining(arena, "loss", restored, image, moments)[0];
  }

  /**
   * The error of pictures that the decoder makes of given latents; the encoder has no part in it.
   *
   * @param latents (B, 4, H/8, W/8), as the encoder gives them
   * @param images (B, 3, H, W) in [-1, 1]
   */
  PtNDArray restoringLoss(FloatTensor latents, FloatTensor images, Arena arena) {
    PtNDArray restored =
        decoder.run(arena, "forward", decoder.cast(arena), arena.upload(latents))[0];
    return loss.runTraining(arena, "likeness", restored, arena.upload(images))[0];
  }

  /** The weights of the decoder. */
  TrainableWeights decoderWeights() {
    return decoder.weights();
  }

  /** The weights of both halves. */
  List<TrainableWeights> weights() {
    return Arrays.asList(encoder.weights(), decoder.weights());
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
    loss.close();
  }
}
