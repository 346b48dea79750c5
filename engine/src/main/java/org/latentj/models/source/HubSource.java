package org.latentj.models.source;

import java.util.Objects;
import java.util.Optional;

/**
 * A model of the Hugging Face hub, or of a mirror with the same addresses.
 *
 * @param repository owner and name, for example {@code CompVis/stable-diffusion-v1-4}
 * @param revision a branch, a tag or a commit; empty for the branch {@link #DEFAULT_REVISION}
 * @param file a single checkpoint in it, with {@code /} between folders; empty for the repository
 *     as a diffusers folder
 */
public record HubSource(String repository, Optional<String> revision, Optional<String> file)
    implements ModelSource {
  /** The branch that is meant where none is named. */
  public static final String DEFAULT_REVISION = "main";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one of them could not be a part of an address or a path
   */
  public HubSource {
    SourceText.checkRepository(Objects.requireNonNull(repository, "repository"));
    revision.ifPresent(SourceText::checkRevision);
    file.ifPresent(SourceText::checkFile);
  }

  /** A repository's default branch, as a diffusers folder. */
  public static HubSource of(String repository) {
    return new HubSource(repository, Optional.empty(), Optional.empty());
  }

  /** A file in a repository's default branch. */
  public static HubSource of(String repository, String file) {
    return new HubSource(repository, Optional.empty(), Optional.of(file));
  }

  /** The revision to ask for. */
  public String revisionOrDefault() {
    return revision.orElse(DEFAULT_REVISION);
  }

  @Override
  public String text() {
    return "hf:"
        + repository
        + revision.map(name -> "@" + name).orElse("")
        + file.map(name -> "#" + name).orElse("");
  }

  @Override
  public String name() {
    String last = file.orElse(repository);
    return last.substring(last.lastIndexOf('/') + 1);
  }
}
