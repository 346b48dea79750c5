package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latentj.checkpoint.layout.Dimensions;
import org.latentj.checkpoint.layout.Tensors;
import org.latentj.model.ModelIndex;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.NoiseScheduleConfigReader;
import org.latentj.model.PredictionType;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfigReader;
import org.latentj.model.UNetConfig;
import org.latentj.model.UNetConfigReader;
import org.latentj.model.VaeConfig;
import org.latentj.model.VaeConfigReader;

/**
 * Finds each configuration: in the first folder that has it, else by the tensors' shapes and the
 * published defaults.
 */
final class Configs {
  /**
   * Steps that Stable Diffusion 2-base was trained for: by this, diffusers ({@code
   * loaders/single_file_utils.py}) tells it from the 768-v model, whose shapes are the same.
   */
  private static final String STEPS_OF_2_BASE = "875000";

  private final List<Path> folders;
  private final CheckpointOptions options;

  /**
   * Configurations.
   *
   * @param folders where to look, in order of precedence
   */
  Configs(List<Path> folders, CheckpointOptions options) {
    this.folders = folders;
    this.options = options;
  }

  UNetConfig unet(Tensors tensors) throws IOException {
    Optional<Path> file = find("unet/config.json");
    return file.isPresent() ? UNetConfigReader.read(file.get()) : Dimensions.unet(tensors);
  }

  VaeConfig vae(Tensors tensors) throws IOException {
    Optional<Path> file = find("vae/config.json");
    return file.isPresent() ? VaeConfigReader.read(file.get()) : Dimensions.vae(tensors);
  }

  TextEncoderConfig textEncoder(Tensors tensors) throws IOException {
    Optional<TextEncoderConfig> configured = textEncoder();
    return configured.isPresent() ? configured.get() : Dimensions.textEncoder(tensors);
  }

  Optional<TextEncoderConfig> textEncoder() throws IOException {
    Optional<Path> file = find("text_encoder/config.json");
    return file.isPresent()
        ? Optional.of(TextEncoderConfigReader.read(file.get()))
        : Optional.empty();
  }

  /**
   * The noise schedule. Without a configuration it is that of all published models; schedule tables
   * in the file are ignored, because half precision has rounded them.
   *
   * @param remarks what the weight file says about itself
   * @param names stored names of the weight file
   */
  NoiseScheduleConfig noiseSchedule(
      ModelFamily family, Map<String, String> remarks, Set<String> names) throws IOException {
    Optional<Path> file = find("scheduler/scheduler_config.json");
    NoiseScheduleConfig config =
        file.isPresent()
            ? NoiseScheduleConfigReader.read(file.get())
            : NoiseScheduleConfig.stableDiffusion1()
                .withPredictionType(predictionType(family, remarks, names));
    return options.predictionType().map(config::withPredictionType).orElse(config);
  }

  /**
   * What a single file's model predicts. The file may say so: in {@code modelspec.prediction_type}
   * (safetensors remarks), with a marker tensor {@code v_pred}, or through its {@code global_step}.
   * Otherwise 2.x models predict v, as diffusers assumes (AUTOMATIC1111's {@code
   * sd_models_config.py} evaluates the UNet once to find out), but for the inpainting model.
   */
  private static PredictionType predictionType(
      ModelFamily family, Map<String, String> remarks, Set<String> names) {
    String said = remarks.getOrDefault("modelspec.prediction_type", "");
    if (said.equals("v") || said.equals("v_prediction") || names.contains("v_pred")) {
      return PredictionType.V_PREDICTION;
    }
    boolean base = said.equals("epsilon") || STEPS_OF_2_BASE.equals(remarks.get("global_step"));
    return family == ModelFamily.V2 && !base ? PredictionType.V_PREDICTION : PredictionType.EPSILON;
  }

  /** What the model says about itself. */
  ModelIndex index() throws IOException {
    Optional<Path> file = find("model_index.json");
    return file.isPresent() ? ModelIndex.read(file.get()) : ModelIndex.DEFAULT;
  }

  /** The folder of the tokenizer, if there is one. */
  Optional<Path> tokenizerFolder() throws IOException {
    if (options.tokenizerFolder().isPresent()) {
      Path folder = options.tokenizerFolder().get();
      if (!hasTokenizer(folder)) {
        throw new IOException(
            folder + ": expected vocab.json and merges.txt, or tokenizer.json, in this folder");
      }
      return options.tokenizerFolder();
    }
    return folders.stream()
        .map(folder -> folder.resolve("tokenizer"))
        .filter(Configs::hasTokenizer)
        .findFirst();
  }

  private static boolean hasTokenizer(Path folder) {
    boolean parts =
        Files.isRegularFile(folder.resolve("vocab.json"))
            && Files.isRegularFile(folder.resolve("merges.txt"));
    return parts || Files.isRegularFile(folder.resolve("tokenizer.json"));
  }

  private Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
