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
    Tensors vae = layout.vae();
    int layers =
        configs.textEncoder().map(config -> config.layers()).orElse(layout.openClipLayers());
    Tensors text = layout.textEncoder(layers);
    UNetConfig unetConfig = configs.unet(unet);
    ModelFamily family = ModelFamily.of(unetConfig, path);
    NoiseScheduleConfig schedule = configs.noiseSchedule(family, file.metadata(), file.names());
    if (schedule.predictionType() == PredictionType.V_PREDICTION
        && options.configFolder().isEmpty()) {
      // The published models that predict v were trained on pictures of 768 pixels.
      unetConfig = unetConfig.withSampleSize(96);
    }
    ModelConfig config =
        new ModelConfig(configs.textEncoder(text), unetConfig, configs.vae(vae), schedule, 0);
    String weights = !layout.hasEma() ? "" : ema ? ", averaged weights" : ", not averaged weights";
    return new Contents(
        config,
        family,
        family.title() + ", single file" + weights,
        new StoredWeights("UNet", unet),
        new StoredWeights("VAE", vae),
        new StoredWeights("text encoder", text),
        configs.tokenizerFolder(),
        configs.index());
  }
}
