package org.latentj.maven.manifest;

import java.util.List;
import java.util.Optional;
import org.latentj.request.Settings;

/**
 * A picture to generate.
 *
 * @param where its entry begins
 * @param output path of a PNG, JPEG or WebP below the output folder, with {@code /}; see {@link
 *     OutputPath}
 * @param prompt what it shows
 * @param size of a picture from text; empty for the model's own
 * @param init what it begins with; empty for a picture from text
 * @param settings how it is sampled
 * @param options what becomes of it then
 * @param extensions what else changes it: LoRAs, ControlNets, another autoencoder
 */
public record Asset(
    SourceMark where,
    String output,
    String prompt,
    Optional<Size> size,
    Optional<InitImage> init,
    Settings settings,
    OutputOptions options,
    AssetExtensions extensions) {

  /** The files that it becomes, its output first. */
  public List<OutputFile> files() {
    return OutputFile.of(output, options);
  }
}
