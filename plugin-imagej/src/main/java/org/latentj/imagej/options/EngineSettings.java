package org.latentj.imagej.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;
import org.scijava.Context;
import org.scijava.options.OptionsService;

/**
 * Where and how the engine runs.
 *
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param precision {@code auto}, {@code fp32}, {@code fp16} or {@code bf16}
 * @param megabytes the engine process's Java heap; 0 for its own default. Weights and pictures
 *     being made lie outside it
 * @param memoryMode how much memory is given for speed
 * @param modelsFolder where models are looked for
 * @param cacheFolder where libtorch is unpacked; empty for DJL's own folder
 * @param pictures what extends models, and what becomes of their pictures
 */
public record EngineSettings(
    String device,
    String precision,
    int megabytes,
    MemoryMode memoryMode,
    Path modelsFolder,
    Optional<Path> cacheFolder,
    PictureOptions pictures) {

  /** Nothing chosen. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        "auto",
        "auto",
        0,
        MemoryMode.AUTO,
        defaultModelsFolder(),
        Optional.empty(),
        PictureOptions.defaults());
  }

  /** What is set in Edit &gt; Options &gt; Stable Diffusion...; defaults where there is no such. */
  public static EngineSettings of(Context context) {
    OptionsService service = context.getService(OptionsService.class);
    EngineOptions options = service == null ? null : service.getOptions(EngineOptions.class);
    return options == null ? defaults() : options.settings();
  }

  /** {@code .latentj/models} in the user's folder. */
  public static Path defaultModelsFolder() {
    return Path.of(System.getProperty("user.home"), ".latentj", "models");
  }

  /**
   * How models are loaded.
   *
   * @throws IllegalArgumentException if the precision is none of the allowed ones
   */
  public LoadOptions loadOptions() {
    return LoadOptions.defaults()
        .withDevice(device)
        .withPrecision(Precision.ofName(precision))
        .withMemory(memoryMode)
        .withSafetyChecker(pictures.safetyChecker())
        .withExtensions(pictures.extensions());
  }

  /**
   * A model to be loaded so.
   *
   * @param model its device, precision, memory mode, safety checker and extensions are replaced;
   *     how its checkpoint is read stays, but for another autoencoder
   */
  public ModelReference applied(ModelReference model) {
    LoadOptions options = loadOptions().withCheckpoint(model.options().checkpoint());
    // The embedded model's latents are its own: no other autoencoder can read them.
    boolean another = model.checkpoint().isPresent() && pictures.vae().isPresent();
    return new ModelReference(
        model.checkpoint(), another ? options.withVae(pictures.vae().get()) : options);
  }

  /** A folder as a user names it: empty for {@code none}. */
  static Path folder(String text, Path none) {
    if (text == null || text.isBlank()) {
      return none;
    }
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no folder's name: " + e.getReason(), e);
    }
  }
}
