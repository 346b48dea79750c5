package org.latentj.models.hub;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.source.HubSource;

/**
 * What of a repository a reference means: a single file and the tokenizer beside it, or a whole
 * diffusers folder.
 */
final class ChosenFiles {
  private ChosenFiles() {}

  /**
   * Names of the files to fetch.
   *
   * @param names all files of the repository
   * @param variant {@code fp16}, say, to be preferred
   * @throws DownloadException if the repository has not what the reference names
   */
  static List<String> of(HubSource source, List<String> names, Optional<String> variant)
      throws DownloadException {
    return source.file().isPresent()
        ? ofFile(source, source.file().get(), names)
        : ofFolder(source, names, variant);
  }

  private static List<String> ofFile(HubSource source, String file, List<String> names)
      throws DownloadException {
    if (!names.contains(file)) {
      throw new DownloadException(
          Reason.NOT_FOUND,
          "hf:%s has no file %s; its checkpoints are %s"
              .formatted(source.repository(), file, NeededFiles.checkpoints(names)));
    }
    Set<String> needed = new LinkedHashSet<>(List.of(file));
    needed.addAll(NeededFiles.tokenizer(names));
    return List.copyOf(needed);
  }

  private static List<String> ofFolder(
      HubSource source, List<String> names, Optional<String> variant) throws DownloadException {
    NeededFiles needed = NeededFiles.ofFolder(names, variant);
    if (!needed.missing().isEmpty()) {
      List<String> single = NeededFiles.checkpoints(names);
      String hint =
          single.isEmpty()
              ? "it is no Stable Diffusion model that this engine reads"
              : "it has single files, and one is to be named, for example hf:%s#%s (of %s)"
                  .formatted(source.repository(), single.get(0), single);
      throw new DownloadException(
          Reason.NOT_FOUND,
          "%s is no whole diffusers folder: it lacks %s; %s"
              .formatted(source.text(), String.join(", ", needed.missing()), hint));
    }
    return needed.files();
  }
}
