package org.latentj.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  private final MemoryLadder memory;
  private final TextEncoderModel textEncoder;
  private final UNetModel unet;
  private final VaeModel vae;
  private final ControlNets controls;

  private LoadedModel(
      ModelConfig config,
      ComputeDevice device,
      ElementType compute,
      MemoryLadder memory,
      TextEncoderModel textEncoder,
      UNetModel unet,
      VaeModel vae,
      ControlNets controls) {
    this.config = config;
    this.device = device;
    this.compute = compute;
    this.memory = memory;
    this.textEncoder = textEncoder;
    this.unet = unet;
    this.vae = vae;
    this.controls = controls;
  }

  /**
   * Loads all networks. The checkpoint may be closed afterwards.
   *
   * @throws org.latentj.checkpoint.CheckpointException if tensors are missing, left over or of
   *     another shape than the configuration says; then nothing stays loaded
   * @throws TorchException if the device refuses, for want of memory say
   */
  public static LoadedModel load(Checkpoint checkpoint, ComputeDevice device, Precision precision) {
    return load(checkpoint, device, precision, MemoryMode.AUTO);
  }

  /**
   * As {@link #load(Checkpoint, ComputeDevice, Precision)}.
   *
   * @param mode how much memory is given for speed; where memory runs out while loading, it is
   *     tried again one mode lower
   */
  public static LoadedModel load(
      Checkpoint checkpoint, ComputeDevice device, Precision precision, MemoryMode mode) {
    WeightSources sources = WeightSources.of(checkpoint);
    return load(checkpoint.config(), sources, device, precision, mode);
  }

  /** As {@link #load(Checkpoint, ComputeDevice, Precision, MemoryMode)}, of any weights. */
  public static LoadedModel load(
      ModelConfig config,
      WeightSources weights,
      ComputeDevice device,
      Precision precision,
      MemoryMode mode) {
    ElementType compute = precision.elementType(device, unetParameters(config));
    EmitOptions options = emission(compute, device);
    return load(config, weights, device, options, mode, DeviceMemory.of(device));
  }

  /**
   * Loads networks from weights of any origin.
   *
   * @param compute F32, F16 or BF16
   */
  public static LoadedModel load(
      ModelConfig config, WeightSources weights, ComputeDevice device, ElementType compute) {
    EmitOptions options = emission(compute, device);
    return load(config, weights, device, options, MemoryMode.AUTO, DeviceMemory.of(device));
  }

  /**
   * Loads networks from weights of any origin.
   *
   * @param options how they are emitted
   * @param mode how much memory is given for speed
   * @param memory what there is to give
   */
  public static LoadedModel load(
      ModelConfig config,
      WeightSources weights,
      ComputeDevice device,
      EmitOptions options,
      MemoryMode mode,
      DeviceMemory memory) {
    long bytes = check(config, weights) * options.compute().bytes();
    MemoryLadder ladder = new MemoryLadder(memory, mode.forWeights(bytes, memory.free()));
    while (true) {
      try {
        memory.claim(ladder.mode() == MemoryMode.LOWEST ? bytes / 2 : bytes);
        return load(config, weights, device, options, ladder);
      } catch (TorchException e) {
        Optional<MemoryMode> lower = ladder.mode().lower();
        if (!e.isOutOfMemory() || lower.isEmpty()) {
          throw e;
        }
        ladder.beginLower("loading", lower.get());
      }
    }
  }

  /** How many parameters a model's UNet has. */
  public static long unetParameters(ModelConfig config) {
    return UNet.script(config.unet(), EmitOptions.reference()).weights().parameters();
  }

  /**
   * How networks are emitted for a device; docs/performance.md has what each choice is worth.
   *
   * @param compute F32, F16 or BF16; F64 on the CPU, as a reference for these
   */
  public static EmitOptions emission(ElementType compute, ComputeDevice device) {
    EmitOptions usual = EmitOptions.forInference(compute, device.isGpu());
    return device.isGpu() ? usual : Processor.current().emission(usual);
  }

  /** How networks that are loaded in a mode are emitted. */
  static EmitOptions inMode(MemoryMode mode, EmitOptions emission, ComputeDevice device) {
    if (mode != MemoryMode.LOWEST) {
      return emission;
    }
    if (!device.sharesHostMemory()) {
      return emission.withWeightsFetchedTo(device.name());
    }
    return emission.compute() == ElementType.F32 ? emission.withStorage(ElementType.F16) : emission;
  }

  private static LoadedModel load(
      ModelConfig config,
      WeightSources weights,
      ComputeDevice device,
      EmitOptions emission,
      MemoryLadder ladder) {
    EmitOptions options = inMode(ladder.mode(), emission, device);
    TextEncoderModel textEncoder = null;
    UNetModel unet = null;
    try {
      textEncoder =
          new TextEncoderModel(
              config.textEncoder(), weights.textEncoder(), options, device, ladder);
      unet = new UNetModel(config.unet(), weights.unet(), options, device, ladder);
      VaeModel vae = new VaeModel(config.vae(), weights.vae(), options, device, ladder);
      int downsampling = config.vae().downsampling();
      ControlNets controls = new ControlNets(config.unet(), downsampling, options, device, ladder);
      return new LoadedModel(
          config, device, options.compute(), ladder, textEncoder, unet, vae, controls);
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
  public record WeightSources(Weights textEncoder, Weights unet, Weights vae) {

    /** Those of a checkpoint, which must stay open while they are loaded. */
    public static WeightSources of(Checkpoint checkpoint) {
      return new WeightSources(checkpoint.textEncoder(), checkpoint.unet(), checkpoint.vae());
    }
  }

  /** Checks that all tensors are there, and returns how many parameters they hold. */
  private static long check(ModelConfig config, WeightSources weights) {
    EmitOptions plain = EmitOptions.reference();
    List<TensorSpec> text =
        ClipTextEncoder.script(config.textEncoder(), plain).weights().expectedTensors();
    WeightCheck.require(weights.textEncoder(), text, "text encoder");
    List<TensorSpec> unet = UNet.script(config.unet(), plain).weights().expectedTensors();
    WeightCheck.require(weights.unet(), unet, "UNet");
    List<TensorSpec> vae =
        new ArrayList<>(VaeDecoder.script(config.vae(), plain).weights().expectedTensors());
    vae.addAll(VaeEncoder.script(config.vae(), plain).weights().expectedTensors());
    WeightCheck.require(weights.vae(), vae, "VAE");
    return Stream.of(text, unet, vae)
        .flatMap(List::stream)
        .mapToLong(spec -> spec.shape().elements())
        .sum();
  }

  /**
   * Loads some weights of the text encoder and the UNet again, for example with a LoRA merged in,
   * or without. Not while a request is being served. If it fails, some weights may have been
   * replaced and others not: replace the same ones again before the model is used.
   *
   * @param weights of the shapes that were loaded
   * @param textNames of the text encoder's weights to load again
   * @param unetNames of the UNet's
   */
  public void replace(WeightSources weights, Set<String> textNames, Set<String> unetNames) {
    if (!textNames.isEmpty()) {
      textEncoder.replace(weights.textEncoder(), textNames);
    }
    if (!unetNames.isEmpty()) {
      unet.replace(weights.unet(), unetNames);
    }
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

  /** The memory mode of its requests. */
  public MemoryLadder memory() {
    return memory;
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

  /** The ControlNets that requests asked for; closed with this model. */
  public ControlNets controls() {
    return controls;
  }

  /** Memory of all weights on the device, in bytes; of ControlNets, what is loaded now. */
  public long weightBytes() {
    return textEncoder.weightBytes()
        + unet.weightBytes()
        + vae.weightBytes()
        + controls.weightBytes();
  }

  @Override
  public void close() {
    textEncoder.close();
    unet.close();
    vae.close();
    controls.close();
  }
}
