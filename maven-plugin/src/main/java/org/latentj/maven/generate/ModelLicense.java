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

/** The licence of a model: what the manifest says, else what the model's card says. */
final class ModelLicense {
  /** A line of the front matter of a Hugging Face model card. */
  private static final Pattern CARD = Pattern.compile("(?m)^license:[ \\t]*[\"']?([\\w.+-]{1,80})");

  private static final String EMBEDDED = "Apache-2.0";
  private static final int MAX_CARD = 1 << 20;

  private ModelLicense() {}

  static String of(Manifest manifest) throws IOException {
    if (manifest.license().isPresent()) {
      return manifest.license().get();
    }
    return manifest.model().isEmpty()
        ? EMBEDDED
        : ofCard(manifest.model().get().model().resolve("README.md")).orElse("unknown");
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
