package org.latentj.models.hub;

import java.util.Optional;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;

/** How users get by themselves what this program cannot reach. */
final class ByHand {
  private final HubAddresses hub;
  private final HandFolder folder;

  ByHand(HubAddresses hub, HandFolder folder) {
    this.hub = hub;
    this.folder = folder;
  }

  /** For a whole model. */
  String model(HubSource source) {
    if (source.file().isPresent()) {
      String name = source.file().get();
      String hash =
          KnownModels.file(source.repository(), name)
              .flatMap(KnownFile::sha256)
              .map(hex -> " (SHA-256 " + hex + ")")
              .orElse("");
      return "By hand: fetch %s%s with a browser or on another machine, and save it as %s%s"
          .formatted(
              hub.file(source, name), hash, folder.of(source).resolve(name), andVocabulary(source));
    }
    return "By hand: fetch these files of %s/tree/%s with a browser or on another machine, and put them, in their folders, into %s: %s; and, where it has a safety checker, %s"
        .formatted(
            hub.page(source),
            source.revisionOrDefault(),
            folder.of(source),
            String.join(", ", NeededFiles.USUAL),
            String.join(", ", NeededFiles.USUAL_CHECKER));
  }

  /** For the tokenizer of single files. */
  String vocabulary(HubSource source) {
    return "By hand: fetch %s and %s with a browser or on another machine, and put both into %s; or name a folder that has them as the tokenizer."
        .formatted(
            hub.file(source, "tokenizer/vocab.json"),
            hub.file(source, "tokenizer/merges.txt"),
            folder.of(source).resolve("tokenizer"));
  }

  private String andVocabulary(HubSource source) {
    return KnownModels.inRepository(source.repository())
        .map(
            model ->
                "; and tokenizer/vocab.json and tokenizer/merges.txt of %s into %s"
                    .formatted(
                        hub.page(HubSource.of(model.tokenizer())),
                        folder.of(source).resolve("tokenizer")))
        .orElse("");
  }

  /** For one file of a model. */
  String file(HubSource source, String revision, HubFile file) {
    String others = source.file().isPresent() ? "" : "; the model's other files likewise";
    return "By hand: fetch %s (%s) with a browser or on another machine, and save it as %s%s"
        .formatted(
            hub.file(source.repository(), revision, file.name()),
            file.hash(),
            folder.of(source).resolve(file.name()),
            others);
  }

  /** A mirror's name for the same model, if one is known. */
  static Optional<String> mirror(HubSource source) {
    return KnownModels.inRepository(source.repository())
        .filter(model -> model.repository().equalsIgnoreCase(source.repository()))
        .flatMap(model -> model.mirrors().stream().findFirst())
        .filter(name -> !name.startsWith("runwayml/"))
        .map(name -> "hf:" + name);
  }
}
