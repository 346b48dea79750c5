package org.latentj.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.StableDiffusion;
import org.latentj.request.GenerationResult;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;

/** A picture from a text. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Takes a prompt, the PNG file to write, and a checkpoint unless the embedded model is to draw.
   */
  public static void main(String[] args) throws IOException {
    try (StableDiffusion model =
        args.length > 2 ? StableDiffusion.load(Path.of(args[2])) : StableDiffusion.load()) {
      Settings settings = Settings.builder().seed(42).build();
      GenerationResult result = model.generate(TextToImage.of(args[0], settings));
      result.first().savePng(Path.of(args[1]));
    }
  }
}
