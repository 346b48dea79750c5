package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.watermark.Watermark;

/**
 * What a build's configuration says of all its pictures, besides the manifests.
 *
 * @param loraFolder where {@code <lora:NAME:STRENGTH>} of a prompt finds its file; need not exist
 * @param embeddingFolder textual inversions that every prompt may use; need not exist
 * @param watermark of pictures whose entry says nothing of one; empty for none
 */
public record BuildExtras(Path loraFolder, Path embeddingFolder, Optional<Watermark> watermark) {

  /** The usual folders, without a watermark. */
  public static final BuildExtras USUAL =
      BuildExtras.of("src/main/sd/loras", "src/main/sd/embeddings", Optional.empty());

  private static BuildExtras of(String loras, String embeddings, Optional<Watermark> watermark) {
    return new BuildExtras(Path.of(loras), Path.of(embeddings), watermark);
  }

  /**
   * Reads the parameters of a goal.
   *
   * @param watermark the text; empty or {@code none} for none
   * @throws IllegalArgumentException if it is too short or too long, naming its property
   */
  public static BuildExtras of(Path loraFolder, Path embeddingFolder, String watermark) {
    try {
      return new BuildExtras(
          loraFolder.toAbsolutePath().normalize(),
          embeddingFolder.toAbsolutePath().normalize(),
          WatermarkChoice.parse(watermark).value());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sd.watermark: " + e.getMessage(), e);
    }
  }
}
