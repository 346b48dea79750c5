package org.latentj.runtime;

import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.WeightCheck;
import org.latentj.checkpoint.Weights;
import org.latentj.model.ModelConfig;
import org.latentj.network.ClipTextEncoder;
import org.latentj.network.EmitOptions;
import org.latentj.network.UNet;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.TensorSpec;

/** The networks of one checkpoint on a device. Close it to free their memory. */
public final class LoadedModel implements AutoCloseable {
  private final ModelConfig config;
  private final ComputeDevice device;
  private final ElementType compute;
  private final TextEncoderModel textEncoder;
  private final UNetModel unet;
  private final VaeModel vae;

  private LoadedModel(
      ModelConfig config,
      ComputeDevice device,
      ElementType compute,
      TextEncoderModel textEncoder,
      UNetModel unet,
      VaeModel vae) {
    this.config = config;
    this.device = device;
    this.compute = compute;
    this.textEncoder = textEncoder;
    this.unet = unet;
    this.vae = vae;
  }

  /**
   * Loads all networks. The checkpoint may be closed afterwards.
   *
   * @throws org.latentj.checkpoint.CheckpointException if tensors are missing, left over or of
   *     another shape than the configuration says; then nothing stays loaded
   * @throws TorchException if the device refuses, for want of memory say
   */
  public static LoadedModel load(Checkpoint checkpoint, ComputeDevice device, Precision precision) {
    ElementType compute = precision.elementType(device);
    return load(
        checkpoint.config(),
        new WeightSources(checkpoint.textEncoder(), checkpoint.unet(), checkpoint.vae()),
        device,
        compute);
  }

  /**
   * Loads networks from weights of any origin.
   *
   * @param compute F32, F16 or BF16
   */
  public static LoadedModel load(
      ModelConfig config, WeightSources weights, ComputeDevice device, ElementType compute) {
    EmitOptions options = EmitOptions.forDevice(compute, device.isGpu());
    check(config, weights);
    TextEncoderModel textEncoder = null;
    UNetModel unet = null;
    try {
      textEncoder =
          new TextEncoderModel(config.textEncoder(), weights.textEncoder(), options, device);
      unet = new UNetModel(config.unet(), weights.unet(), options, device);
      VaeModel vae = new VaeModel(config.vae(), weights.vae(), options, device);
      return new LoadedModel(config, device, compute, textEncoder, unet, vae);
    } catch (RuntimeException e) {
      if (textEncoder != null) {
        textEncoder.close();
      }
      if (unet != null) {
        unet.close();
      }
      throw e;
    }
  }

  /**
   * Where a model's weights come from.
   *
   * @param textEncoder under transformers' names
   * @param unet under diffusers' names
   * @param vae under diffusers' names
   */
  public record WeightSources(Weights textEncoder, Weights unet, Weights vae) {}

  private static void check(ModelConfig config, WeightSources weights) {
    EmitOptions plain = EmitOptions.reference();
    WeightCheck.require(
        weights.textEncoder(),
        ClipTextEncoder.script(config.textEncoder(), plain).weights().expectedTensors(),
        "text encoder");
    WeightCheck.require(
        weights.unet(), UNet.script(config.unet(), plain).weights().expectedTensors(), "UNet");
    List<TensorSpec> vae =
        new ArrayList<>(VaeDecoder.script(config.vae(), plain).weights().expectedTensors());
    vae.addAll(VaeEncoder.script(config.vae(), plain).weights().expectedTensors());
    WeightCheck.require(weights.vae(), vae, "VAE");
  }

  /** The configuration of the networks. */
  public ModelConfig config() {
    return config;
  }

  /** The device. */
  public ComputeDevice device() {
    return device;
  }

  /** The type that the networks compute in. */
  public ElementType compute() {
    return compute;
  }

  /** The edge in pixels of the pictures that the model was trained on. */
  public int nativeSize() {
    return config.unet().sampleSize() * config.vae().downsampling();
  }

  /** The text tower; closed with this model. */
  public TextEncoderModel textEncoder() {
    return textEncoder;
  }

  /** The denoiser; closed with this model. */
  public UNetModel unet() {
    return unet;
  }

  /** The autoencoder; closed with this model. */
  public VaeModel vae() {
    return vae;
  }

  /** Memory of all weights on the device, in bytes. */
  public long weightBytes() {
    return textEncoder.weightBytes() + unet.weightBytes() + vae.weightBytes();
  }

  @Override
  public void close() {
    textEncoder.close();
    unet.close();
    vae.close();
  }
}
