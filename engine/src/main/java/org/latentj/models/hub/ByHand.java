package org.latentj.models.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;

/** The hub's addresses, and what to do with them where this program cannot reach them. */
final class ByHand {
  private final URI endpoint;
  private final HandFolder folder;

  ByHand(URI endpoint, HandFolder folder) {
    this.endpoint = endpoint;
    this.folder = folder;
  }

  URI listing(HubSource source) {
    return URI.create(
        "%s/api/models/%s/revision/%s?blobs=true"
            .formatted(endpoint, source.repository(), encoded(source.revisionOrDefault())));
  }

  URI file(String repository, String revision, String file) {
    StringBuilder path = new StringBuilder();
    for (String segment : file.split("/")) {
      path.append('/').append(encoded(segment));
    }
    return URI.create(
        "%s/%s/resolve/%s%s".formatted(endpoint, repository, encoded(revision), path));
  }

  String page(HubSource source) {
    return endpoint + "/" + source.repository();
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
              file(source.repository(), source.revisionOrDefault(), name),
              hash,
              folder.of(source).resolve(name),
              andVocabulary(source));
    }
    return "By hand: fetch these files of %s/tree/%s with a browser or on another machine, and put them, in their folders, into %s: %s; and, where it has a safety checker, %s"
        .formatted(
            page(source),
            source.revisionOrDefault(),
            folder.of(source),
            String.join(", ", NeededFiles.USUAL),
            String.join(", ", NeededFiles.USUAL_CHECKER));
  }

  /** For the tokenizer of single files. */
  String vocabulary(HubSource source) {
    return "By hand: fetch %s and %s with a browser or on another machine, and put both into %s; or name a folder that has them as the tokenizer."
        .formatted(
            file(source.repository(), source.revisionOrDefault(), "tokenizer/vocab.json"),
            file(source.repository(), source.revisionOrDefault(), "tokenizer/merges.txt"),
            folder.of(source).resolve("tokenizer"));
  }

  private String andVocabulary(HubSource source) {
    return KnownModels.inRepository(source.repository())
        .map(
            model ->
                "; and tokenizer/vocab.json and tokenizer/merges.txt of %s/%s into %s"
                    .formatted(endpoint, model.tokenizer(), folder.of(source).resolve("tokenizer")))
        .orElse("");
  }

  /** For one file of a model. */
  String file(HubSource source, String revision, HubFile file) {
    String others = source.file().isPresent() ? "" : "; the model's other files likewise";
    return "By hand: fetch %s (%s) with a browser or on another machine, and save it as %s%s"
        .formatted(
            file(source.repository(), revision, file.name()),
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

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
