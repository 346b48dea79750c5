package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.layout.SingleFileLayout;
import org.latentj.checkpoint.layout.Tensors;
import org.latentj.model.ModelConfig;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;
import org.latentj.model.UNetConfig;

/** Reads a checkpoint of one file with CompVis names. */
final class SingleFile {

  private SingleFile() {}

  static Contents read(Path path, CheckpointOptions options, OpenFiles files) throws IOException {
    TensorFile file = files.open(path);
    Configs configs = new Configs(options.configFolder().map(List::of).orElse(List.of()), options);
    SingleFileLayout layout = new SingleFileLayout(file);
    boolean ema = layout.hasEma() && options.ema() == Ema.EMA;
    Tensors unet = layout.unet(ema);
    int layers =
        configs.textEncoder().map(config -> config.layers()).orElse(layout.openClipLayers());
    Tensors text = layout.textEncoder(layers);
    UNetConfig unetConfig = configs.unet(unet);
    ModelFamily family = ModelFamily.of(unetConfig, path);
    ExternalVae vae = vae(path, layout, configs, unetConfig, options, files);
    NoiseScheduleConfig schedule = configs.noiseSchedule(family, file.metadata(), file.names());
    if (schedule.predictionType() == PredictionType.V_PREDICTION
        && options.configFolder().isEmpty()) {
      // The published models that predict v were trained on pictures of 768 pixels.
      unetConfig = unetConfig.withSampleSize(96);
    }
    ModelConfig config =
        new ModelConfig(configs.textEncoder(text), unetConfig, vae.config(), schedule, 0);
    String weights = !layout.hasEma() ? "" : ema ? ", averaged weights" : ", not averaged weights";
    return new Contents(
        config,
        family,
        family.title() + ", single file" + weights,
        new StoredWeights("UNet", unet),
        new StoredWeights("VAE", vae.tensors()),
        new StoredWeights("text encoder", text),
        configs.tokenizerFolder(),
        configs.index(),
        options.vae().map(given -> vae.file()));
  }

  private static ExternalVae vae(
      Path path,
      SingleFileLayout layout,
      Configs configs,
      UNetConfig unet,
      CheckpointOptions options,
      OpenFiles files)
      throws IOException {
    if (options.vae().isPresent()) {
      List<String> variants = List.of("", "fp16", "bf16");
      return ExternalVae.open(options.vae().get(), variants, configs, unet.outChannels(), files);
    }
    Tensors own = layout.vae();
    return new ExternalVae(path, own, configs.vae(own));
  }
}
