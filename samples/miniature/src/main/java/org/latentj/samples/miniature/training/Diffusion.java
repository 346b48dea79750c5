package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.latentj.model.ModelConfig;
import org.latentj.network.ClipTextEncoder;
import org.latentj.network.EmitOptions;
import org.latentj.network.TimestepEmbedding;
import org.latentj.network.UNet;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.NativeScript;
import org.latentj.script.Script;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightSlot.Role;
import org.latentj.script.WeightTable;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

/**
 * UNet and text encoder learning to tell the velocity of noised latents (Ho et al. 2020, algorithm
 * 1, with the target of Salimans and Ho 2022, appendix D; conditioned as in Rombach et al. 2022,
 * equation 3).
 */
final class Diffusion implements AutoCloseable {
  private static final String LOSS =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def loss(self: __torch__.Net,
            prediction: Tensor,
            weights: Tensor,
            velocity: Tensor) -> Tensor:
          return torch.mse_loss(torch.mul(prediction, weights), velocity)
      """;

  /** Last layers of residual branches and of the network, zero at first as in CompVis' code. */
  private static final Predicate<String> ZEROED =
      name ->
          name.contains(".conv2.") || name.contains(".proj_out.") || name.startsWith("conv_out.");

  /** All that is between the first and the last layer. */
  private static final Predicate<WeightSlot> MUON =
      slot ->
          (slot.role() == Role.MATRIX || slot.role() == Role.CONVOLUTION)
              && !slot.parts().get(0).name().matches("conv_(in|out)[.].*");

  private final ModelConfig config;
  private final Learner text;
  private final Learner unet;
  private final NativeScript loss;

  Diffusion(
      ModelConfig config, ElementType compute, SplittableRandom random, ComputeDevice device) {
    this.config = config;
    EmitOptions options = EmitOptions.forDevice(compute, device.isGpu());
    text =
        new Learner(
            ClipTextEncoder.script(config.textEncoder(), options),
            compute,
            name -> false,
            MUON,
            random.split(),
            device);
    unet =
        new Learner(
            UNet.script(config.unet(), options), compute, ZEROED, MUON, random.split(), device);
    loss = new NativeScript(new Script(LOSS, new WeightTable()), device);
  }

  /** The mean squared error of the predicted velocity, weighted. */
  PtNDArray loss(NoisedBatch batch, Arena arena) {
    PtNDArray[] textWeights = text.cast(arena);
    PtNDArray ids = arena.upload(batch.ids());
    PtNDArray[] states = text.run(arena, "forward", textWeights, ids);
    PtNDArray context = text.run(arena, "norm", textWeights, states[states.length - 1])[0];
    PtNDArray[] unetWeights = unet.cast(arena);
    PtNDArray[] conditioning = unet.run(arena, "prepare", unetWeights, context);
    FloatTensor waves = TimestepEmbedding.of(batch.timesteps(), config.unet());
    PtNDArray time = unet.run(arena, "time", unetWeights, arena.upload(waves))[0];
    PtNDArray sample = arena.upload(batch.noised());
    PtNDArray prediction = unet.run(arena, "forward", unetWeights, sample, time, conditioning)[0];
    PtNDArray weights = arena.upload(batch.weights());
    PtNDArray velocity = arena.upload(batch.velocity());
    return loss.runTraining(arena, "loss", prediction, weights, velocity)[0];
  }

  /** The weights of both networks. */
  List<TrainableWeights> weights() {
    return Arrays.asList(text.weights(), unet.weights());
  }

  TrainableWeights textWeights() {
    return text.weights();
  }

  TrainableWeights unetWeights() {
    return unet.weights();
  }

  @Override
  public void close() {
    text.close();
    unet.close();
    loss.close();
  }
}
