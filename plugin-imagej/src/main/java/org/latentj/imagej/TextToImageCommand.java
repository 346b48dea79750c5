package org.latentj.imagej;

import ij.IJ;
import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.latentj.EmbeddedModel;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.NumericOverflowException;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationResult;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.TorchException;
import org.latentj.sampler.SamplerName;
import org.latentj.sampler.ScheduleKind;
import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/** Generates an RGB image from a text. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Text to Image...")
    })
public final class TextToImageCommand extends ContextCommand {
  private static final int MIN_SIDE = 8;
  private static final int MAX_SIDE = 2048;

  @Parameter private GenerationService generator;
  @Parameter private StatusService status;
  @Parameter private TaskService tasks;
  @Parameter private LogService log;

  @Parameter(
      required = false,
      description =
          "A diffusers folder, or a .safetensors or .ckpt file; empty for the embedded model, "
              + EmbeddedModel.NAME)
  private String model = "";

  @Parameter(description = "What the image shows")
  private String prompt = "";

  @Parameter(label = "Negative prompt", description = "What to keep away from", required = false)
  private String negativePrompt = "";

  @Parameter(
      min = "0",
      max = "2048",
      stepSize = "8",
      description = "In pixels, a multiple of 8; 0 for the model's own size")
  private int width = 0;

  @Parameter(
      min = "0",
      max = "2048",
      stepSize = "8",
      description = "In pixels, a multiple of 8; 0 for the model's own size")
  private int height = 0;

  @Parameter(min = "1", max = "1000", description = "More steps take longer and refine")
  private int steps = 50;

  @Parameter(
      style = "slider",
      min = "0",
      max = "30",
      stepSize = "0.5",
      description = "How closely the image follows the prompt; 1 or less switches guidance off")
  private double guidance = 7.5;

  @Parameter(
      choices = {
        "PLMS",
        "PNDM",
        "DDIM",
        "DDPM",
        "LMS",
        "Euler",
        "Euler a",
        "Heun",
        "DPM2",
        "DPM2 a",
        "DPM++ 2M",
        "DPM++ 2S",
        "DPM++ 2S a",
        "DPM++ SDE",
        "DPM++ 2M SDE",
        "UniPC",
        "DEIS",
        "LCM"
      })
  private String sampler = "PLMS";

  @Parameter(description = "The same seed gives the same image; -1 for a new one each time")
  private long seed = -1;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  public void run() {
    Task task = tasks.createTask("Text to Image");
    task.setCancelCallBack(() -> cancel("Text to Image was cancelled"));
    IJ.resetEscape();
    task.start();
    try {
      TextToImage request = request();
      StatusListener listener =
          new StatusListener(status, () -> isCanceled() || task.isCanceled() || IJ.escapePressed());
      GenerationResult result = generator.generate(chosenModel(), request, listener);
      image = Images.of(result.first(), prompt);
      result.remarks().forEach(log::warn);
      show();
    } catch (GenerationCancelledException e) {
      cancel("Text to Image was cancelled: " + e.getMessage());
    } catch (IllegalArgumentException | CheckpointException | NumericOverflowException e) {
      log.debug(e);
      cancel(e.getMessage());
    } catch (TorchException e) {
      log.error(e);
      cancel(e.getMessage());
    } finally {
      task.finish();
      status.clearStatus();
    }
  }

  private TextToImage request() {
    checkSide("width", width);
    checkSide("height", height);
    if (seed < -1) {
      throw new IllegalArgumentException("expected seed -1 (random) or more but got " + seed);
    }
    if (seed == -1) {
      // Macro recorders read the inputs after the run: the macro then gives the same image again.
      seed = ThreadLocalRandom.current().nextLong(1L << 32);
    }
    // Choices bind the dialog only: a macro can pass anything.
    SamplerName name = SamplerName.parse(sampler);
    Settings settings =
        Settings.builder()
            .negativePrompt(negativePrompt == null ? "" : negativePrompt)
            .seed(seed)
            .steps(steps)
            .guidanceScale(guidance)
            .sampler(name.kind())
            .schedule(name.schedule().orElse(ScheduleKind.AUTOMATIC))
            .build();
    return new TextToImage(prompt, width, height, settings);
  }

  private static void checkSide(String what, int pixels) {
    if (pixels != 0 && (pixels < MIN_SIDE || pixels > MAX_SIDE)) {
      throw new IllegalArgumentException(
          "expected a %s of 0 (the model's own) or from %d to %d pixels but got %d"
              .formatted(what, MIN_SIDE, MAX_SIDE, pixels));
    }
  }

  private Optional<Path> chosenModel() {
    if (model == null || model.isBlank()) {
      // In the status bar until the first step: the moment in which a model is loaded.
      status.showStatus(
          "Using the embedded model " + EmbeddedModel.NAME + "; 'Model' can name another");
      return Optional.empty();
    }
    try {
      Path path = Path.of(model.strip());
      if (Files.exists(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      log.debug(e);
    }
    throw new IllegalArgumentException(
        ("there is no model '%s'. Name a folder in the diffusers layout, or a .safetensors or .ckpt"
                + " file, as 'Model', or leave it empty for the embedded model %s")
            .formatted(model, EmbeddedModel.NAME));
  }

  /** Outputs are not opened in ImageJ 1 macros; without a display there is nowhere to open them. */
  private void show() {
    if (IJ.isMacro() || !GraphicsEnvironment.isHeadless()) {
      image.show();
    }
  }
}
