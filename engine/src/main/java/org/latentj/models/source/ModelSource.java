package org.latentj.models.source;

import java.nio.file.Path;

/**
 * Which model a user means. {@link #parse} reads the four forms that are the same everywhere:
 *
 * <pre>
 * miniature                                              the model inside this library
 * models/stable-diffusion-v1-4                           a folder or file
 * hf:CompVis/stable-diffusion-v1-4[@revision][#file]     a repository of the hub
 * https://example.org/model.safetensors[#sha256=HEX]     a single file elsewhere
 * </pre>
 *
 * <p>Sources are names only: making one touches neither disk nor network.
 */
public sealed interface ModelSource permits EmbeddedSource, LocalSource, HubSource, WebSource {

  /** The form that {@link #parse} reads. */
  String text();

  /** What to call the model in a sentence or a file name. */
  String name();

  /**
   * Reads a reference.
   *
   * @param text one of the four forms; a relative path is relative to the working folder
   * @throws IllegalArgumentException if it is none of them, with what is allowed
   */
  static ModelSource parse(String text) {
    return parse(text, Path.of(""));
  }

  /**
   * As {@link #parse(String)}, with relative paths relative to {@code folder}: a manifest's, say.
   */
  static ModelSource parse(String text, Path folder) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a model but got nothing; a model is " + SourceText.FORMS);
    }
    if (trimmed.equals(EmbeddedSource.NAME)) {
      return new EmbeddedSource();
    }
    if (SourceText.hasScheme(trimmed, "hf:")) {
      return SourceText.hub(trimmed);
    }
    if (SourceText.hasScheme(trimmed, "https:") || SourceText.hasScheme(trimmed, "http:")) {
      return SourceText.web(trimmed);
    }
    return SourceText.local(trimmed, folder);
  }
}
