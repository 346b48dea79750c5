package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.model.ModelConfig;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Precision;
import org.latentj.sampler.NoiseSchedule;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.samples.miniature.scene.examples.Words;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.text.ClipTokenizer;
import org.latentj.text.PromptTokenizer;
import org.latentj.text.VocabularyTrainer;

/**
 * Trains {@code miniature} from nothing: vocabulary, autoencoder, then text encoder and UNet, in
 * the end the decoder once more. Can be stopped at any moment; started again with the same folder,
 * it goes on where it last saved.
 */
public final class Train {
  private static final int MOST_TOKENS = 2048;
  private static final int SHEET_EVERY = 1000;
  private static final int AUTOENCODER_STREAM = 101;
  private static final int DIFFUSION_STREAM = 102;

  /** Pictures that the autoencoder learns from are not those of the denoiser. */
  private static final long OTHER_PICTURES = 1_000_003;

  private static final long PICTURES_OF_DECODER = 2_000_003;

  private final TrainingOptions options;
  private final ComputeDevice device;
  private final ElementType compute;
  private final Examples examples;
  private final Path tokenizer;
  private final Path model;

  private Train(TrainingOptions options) {
    this.options = options;
    device = ComputeDevice.choose(options.device());
    compute = options.precision().elementType(device);
    examples = examples(options.seed(), Layout.FREE);
    tokenizer = options.folder().resolve("tokenizer");
    model = options.folder().resolve("model");
  }

  /** Takes the options that {@code --help} lists. */
  public static void main(String[] args) throws IOException {
    if (List.of(args).contains("--help")) {
      System.out.print(TrainingOptions.usage());
      return;
    }
    new Train(TrainingOptions.parse(List.of(args))).run();
  }

  private void run() throws IOException {
    System.out.println(device.reason());
    Files.createDirectories(tokenizer);
    VocabularyTrainer vocabulary = vocabulary();
    vocabulary.write(tokenizer);
    ModelConfig config = MiniatureConfig.of(vocabulary.size(), 1);
    long seed = options.seed();
    try (Autoencoder autoencoder =
            new Autoencoder(config.vae(), compute, Draws.of(seed, AUTOENCODER_STREAM, 0), device);
        Diffusion diffusion =
            new Diffusion(config, compute, Draws.of(seed, DIFFUSION_STREAM, 0), device);
        GradientStep gradients = new GradientStep(device)) {
      trainAutoencoder(config, autoencoder, diffusion, gradients);
      ModelConfig scaled = scaled(config, autoencoder, diffusion);
      trainDiffusion(scaled, autoencoder, diffusion, gradients);
      trainDecoder(scaled, autoencoder, diffusion, gradients);
      // Once more: of a training that was finished before, nothing else writes the decoder.
      export(scaled, autoencoder, diffusion);
    }
    System.out.println("the model is in " + model);
  }

  /** The vocabulary: every word of the grammar is one token. */
  static VocabularyTrainer vocabulary() {
    Map<String, Long> counts = new LinkedHashMap<>();
    Words.all().forEach(word -> counts.put(word, 1L));
    counts.put(",", 1L);
    return VocabularyTrainer.train(counts, MOST_TOKENS);
  }

  private static Examples examples(long seed, Layout layout) {
    return new Examples(seed, Split.TRAINING, layout, MiniatureConfig.PIXELS);
  }

  private void trainAutoencoder(
      ModelConfig config, Autoencoder autoencoder, Diffusion diffusion, GradientStep gradients)
      throws IOException {
    Examples pictures = examples(options.seed() + OTHER_PICTURES, Layout.FREE);
    new AutoencoderTraining(
            autoencoder,
            gradients,
            pictures,
            options.seed(),
            options.folder().resolve("autoencoder.safetensors"))
        .run(
            options.autoencoderSteps(),
            step -> {
              export(config, autoencoder, diffusion);
              try (LoadedModel loaded = load()) {
                Sheets.restored(loaded.vae(), examples, sheet("autoencoder", step));
              }
            });
  }

  private void trainDiffusion(
      ModelConfig config, Autoencoder autoencoder, Diffusion diffusion, GradientStep gradients)
      throws IOException {
    try (LoadedModel loaded = load();
        ClipTokenizer words = ClipTokenizer.load(tokenizer)) {
      PromptTokenizer prompts = new PromptTokenizer(words);
      Examples aligned = examples(options.seed(), Layout.ALIGNED);
      new DiffusionTraining(
              diffusion,
              gradients,
              NoiseSchedule.of(config.noiseSchedule()),
              DiffusionTraining.Plan.MINIATURE,
              options.seed(),
              options.folder().resolve("diffusion.safetensors"))
          .run(
              options.steps(),
              first -> new LatentPool(aligned, loaded.vae(), prompts, options.seed(), first),
              step -> {
                export(config, autoencoder, diffusion);
                if (step % SHEET_EVERY == 0 || step == options.steps()) {
                  Sheets.generated(model, options.device(), sheet("generated", step));
                }
              });
    }
  }

  private void trainDecoder(
      ModelConfig config, Autoencoder autoencoder, Diffusion diffusion, GradientStep gradients)
      throws IOException {
    try (LoadedModel loaded = load()) {
      new DecoderTraining(
              autoencoder,
              gradients,
              examples(options.seed() + PICTURES_OF_DECODER, Layout.FREE),
              options.seed(),
              options.folder().resolve("decoder.safetensors"))
          .run(
              options.decoderSteps(),
              loaded.vae(),
              step -> {
                export(config, autoencoder, diffusion);
                Sheets.generated(model, options.device(), sheet("decoder", step));
              });
    }
  }

  /** The configuration with the factor that brings latents to unit variance; exports it too. */
  private ModelConfig scaled(ModelConfig config, Autoencoder autoencoder, Diffusion diffusion)
      throws IOException {
    export(config, autoencoder, diffusion);
    double factor;
    try (LoadedModel loaded = load()) {
      factor = LatentScale.measure(loaded.vae(), examples);
    }
    ModelConfig scaled = MiniatureConfig.of(config.textEncoder().vocabularySize(), factor);
    export(scaled, autoencoder, diffusion);
    return scaled;
  }

  private void export(ModelConfig config, Autoencoder autoencoder, Diffusion diffusion)
      throws IOException {
    Map<String, FloatTensor> vae = new LinkedHashMap<>();
    autoencoder.weights().forEach(w -> vae.putAll(w.export(Part.AVERAGE)));
    ModelFolder.write(
        model,
        config,
        new ModelFolder.Networks(
            diffusion.textWeights().export(Part.AVERAGE),
            diffusion.unetWeights().export(Part.AVERAGE),
            vae),
        tokenizer);
  }

  private LoadedModel load() {
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      return LoadedModel.load(checkpoint, device, Precision.F32);
    }
  }

  private Path sheet(String what, int step) {
    return options.folder().resolve("sheets").resolve("%s-%05d.png".formatted(what, step));
  }
}
