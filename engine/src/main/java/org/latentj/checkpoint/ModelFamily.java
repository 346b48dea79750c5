package org.latentj.checkpoint;

import java.nio.file.Path;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.model.UNetConfig;

/** Which kind of Stable Diffusion a checkpoint is, by the shape of its UNet. */
public enum ModelFamily {
  V1("Stable Diffusion v1"),
  V1_INPAINTING("Stable Diffusion v1 inpainting"),
  V2("Stable Diffusion v2"),
  V2_INPAINTING("Stable Diffusion v2 inpainting");

  private final String title;

  ModelFamily(String title) {
    this.title = title;
  }

  /** For users, for example {@code Stable Diffusion v1 inpainting}. */
  public String title() {
    return title;
  }

  /** Whether the UNet also takes a mask and a masked image (9 input channels). */
  public boolean inpainting() {
    return this == V1_INPAINTING || this == V2_INPAINTING;
  }

  /** Whether it is of the second generation. */
  public boolean version2() {
    return this == V2 || this == V2_INPAINTING;
  }

  static ModelFamily of(UNetConfig unet, Path file) throws FormatException {
    boolean version2 = unet.linearProjection() || unet.crossAttentionDim() == 1024;
    return switch (unet.inChannels()) {
      case 4 -> version2 ? V2 : V1;
      case 9 -> version2 ? V2_INPAINTING : V1_INPAINTING;
      default ->
          throw new FormatException(
              file,
              "expected a UNet with 4 input channels, or 9 for inpainting, but it has %d (depth, upscaling and editing models are not supported)"
                  .formatted(unet.inChannels()));
    };
  }
}
