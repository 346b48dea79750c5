package org.latentj.models.known;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latentj.models.license.ModelLicense;
import org.latentj.models.source.HubSource;

/**
 * A published model.
 *
 * @param name short, for example {@code stable-diffusion-v1-4}
 * @param title for people
 * @param repository the hub's repository in the diffusers layout
 * @param mirrors repositories with the same files; the first ones that were withdrawn count, too
 * @param license what binds its users
 * @param about training or kind, in a few words
 * @param settings recommended ones
 * @param tokenizer the repository whose {@code tokenizer} folder its single files need
 * @param files its single files; the first is the one to take
 */
public record KnownModel(
    String name,
    String title,
    String repository,
    List<String> mirrors,
    ModelLicense license,
    String about,
    RecommendedSettings settings,
    String tokenizer,
    List<KnownFile> files) {

  /** Copies the lists. */
  public KnownModel {
    mirrors = List.copyOf(mirrors);
    files = List.copyOf(files);
  }

  /** How to name it as a diffusers folder. */
  public HubSource source() {
    return HubSource.of(repository);
  }

  /** Its single file of that name. */
  public Optional<KnownFile> file(String name) {
    return files.stream().filter(each -> each.file().equals(name)).findFirst();
  }

  /** All repositories that it is in. */
  Stream<String> repositories() {
    return Stream.concat(
        Stream.concat(Stream.of(repository), mirrors.stream()),
        files.stream().map(KnownFile::repository));
  }
}
