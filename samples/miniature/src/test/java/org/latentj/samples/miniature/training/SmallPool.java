package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Precision;
import org.latentj.runtime.VaeModel;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.tensor.FloatTensor;
import org.latentj.text.ClipTokenizer;
import org.latentj.text.PromptTokenizer;

/** Pools over a small model that was written to a folder and loaded again. */
final class SmallPool implements AutoCloseable {
  private final Examples examples;
  private final long seed;
  private final LoadedModel model;
  private final ClipTokenizer tokenizer;

  SmallPool(Examples examples, long seed) throws IOException {
    this.examples = examples;
    this.seed = seed;
    Path folder = Files.createTempDirectory("miniature");
    Path words = Files.createDirectory(folder.resolve("words"));
    Train.vocabulary().write(words);
    tokenizer = ClipTokenizer.load(words);
    Path target = folder.resolve("model");
    write(target, words);
    try (Checkpoint checkpoint = Checkpoint.open(target)) {
      model = LoadedModel.load(checkpoint, SmallModels.CPU, Precision.F32);
    }
    ModelFolder.delete(folder);
  }

  /** Writes a small model with its first weights. */
  static void write(Path target, Path words) throws IOException {
    try (Autoencoder autoencoder = SmallModels.autoencoder();
        Diffusion diffusion = SmallModels.diffusion()) {
      Map<String, FloatTensor> vae = new LinkedHashMap<>();
      autoencoder.weights().forEach(w -> vae.putAll(w.export(Part.AVERAGE)));
      ModelFolder.write(
          target,
          SmallModels.config(),
          new ModelFolder.Networks(
              diffusion.textWeights().export(Part.AVERAGE),
              diffusion.unetWeights().export(Part.AVERAGE),
              vae),
          words);
    }
  }

  VaeModel vae() {
    return model.vae();
  }

  LatentPool from(long first) {
    return new LatentPool(examples, model.vae(), new PromptTokenizer(tokenizer), seed, first);
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
