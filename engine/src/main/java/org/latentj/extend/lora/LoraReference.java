package org.latentj.extend.lora;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A LoRA to merge into a model, and how strongly. Strengths may be negative; 0 leaves a network as
 * it is, 1 is what the LoRA was trained for.
 *
 * @param file a .safetensors file, or one of {@code torch.save}
 * @param textEncoder factor of the changes to the text encoder; finite
 * @param unet factor of the changes to the UNet; finite
 */
public record LoraReference(Path file, double textEncoder, double unet) {

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if a strength is infinite or not a number
   */
  public LoraReference {
    Objects.requireNonNull(file, "file");
    if (!Double.isFinite(textEncoder) || !Double.isFinite(unet)) {
      throw new IllegalArgumentException(
          "expected finite strengths of %s but got %s for the text encoder and %s for the UNet"
              .formatted(file, textEncoder, unet));
    }
  }

  /** With one strength for both networks. */
  public static LoraReference of(Path file, double strength) {
    return new LoraReference(file, strength, strength);
  }
}
