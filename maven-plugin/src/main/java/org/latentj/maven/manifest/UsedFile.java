package org.latentj.maven.manifest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file or folder besides the model that decides how a picture looks.
 *
 * @param kind what it is
 * @param name its name without the extension of weight files
 * @param path where it is, or should be; empty if nothing of that name was found
 * @param problem what to say if it is not there
 */
public record UsedFile(Kind kind, String name, Optional<Path> path, String problem) {

  /** Kinds of files, as lock files call them. */
  public enum Kind {
    /** Asked for by a prompt. */
    LORA("LoRA"),
    /** Merged into the model for all pictures of a manifest. */
    MERGED_LORA("merged LoRA"),
    /** A textual inversion. */
    EMBEDDING("embedding"),
    /** An autoencoder instead of the model's own. */
    VAE("VAE"),
    /** A network that makes the picture follow another one. */
    CONTROL_NET("ControlNet");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For example {@code LoRA}. */
    public String text() {
      return text;
    }
  }

  /** A file or folder that is named by its path, whether it is there or not. */
  public static UsedFile of(Kind kind, Path path) {
    return new UsedFile(
        kind,
        path.getFileName().toString().replaceFirst("(?i)\\.(safetensors|pth|pt|bin|ckpt)$", ""),
        Optional.of(path),
        "there is no file or folder " + path);
  }

  /** Kind and name: what it is known by in lock files. */
  public String label() {
    return kind.text() + " " + name;
  }

  /** Why it cannot be used; empty if it is there. */
  public Optional<String> missing() {
    return path.filter(Files::exists).isPresent() ? Optional.empty() : Optional.of(problem);
  }
}
