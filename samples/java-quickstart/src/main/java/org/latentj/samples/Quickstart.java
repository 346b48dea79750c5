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

  /** Takes a model, a prompt and the PNG file to write. */
  public static void main(String[] args) throws IOException {
    try (StableDiffusion model = StableDiffusion.load(Path.of(args[0]))) {
      Settings settings = Settings.builder().seed(42).build();
      GenerationResult result = model.generate(TextToImage.of(args[1], settings));
      result.first().savePng(Path.of(args[2]));
    }
  }
}
