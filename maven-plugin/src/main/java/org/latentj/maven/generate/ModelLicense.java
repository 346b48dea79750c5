package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.maven.manifest.Manifest;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;
import org.latentj.models.source.WebSource;

/**
 * The licence of a model: what the manifest says, else the registry of published models, else the
 * model's card.
 */
final class ModelLicense {
  /** A line of the front matter of a Hugging Face model card. */
  private static final Pattern CARD = Pattern.compile("(?m)^license:[ \\t]*[\"']?([\\w.+-]{1,80})");

  /** Said plainly, so that whoever reads the lock file looks it up. */
  private static final String UNKNOWN = "unknown";

  private static final String EMBEDDED = "Apache-2.0";
  private static final int MAX_CARD = 1 << 20;

  private ModelLicense() {}

  static String of(Manifest manifest) throws IOException {
    if (manifest.license().isPresent()) {
      return manifest.license().get();
    }
    if (manifest.model().isEmpty()) {
      return EMBEDDED;
    }
    ModelSource source = manifest.model().get().source();
    Optional<String> known = ofRegistry(source);
    return known.isEmpty() && source instanceof LocalSource local
        ? ofCard(local.path().resolve("README.md")).orElse(UNKNOWN)
        : known.orElse(UNKNOWN);
  }

  /** Published models, whether they are on this machine or not. */
  private static Optional<String> ofRegistry(ModelSource source) {
    Optional<KnownModel> known = Optional.empty();
    if (source instanceof HubSource hub) {
      known = KnownModels.inRepository(hub.repository());
    } else if (source instanceof LocalSource local) {
      known = KnownModels.ofLocalFile(local.path());
    } else if (source instanceof WebSource web) {
      known =
          KnownModels.all().stream()
              .filter(model -> model.files().stream().anyMatch(f -> f.file().equals(web.name())))
              .findFirst();
    }
    return known.map(model -> model.license().id());
  }

  private static Optional<String> ofCard(Path card) throws IOException {
    try {
      if (!Files.isRegularFile(card) || Files.size(card) > MAX_CARD) {
        return Optional.empty();
      }
      Matcher matcher = CARD.matcher(Files.readString(card));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (NoSuchFileException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
