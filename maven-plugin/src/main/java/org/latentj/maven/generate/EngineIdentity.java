package org.latentj.maven.generate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.latentj.StableDiffusion;
import org.latentj.maven.files.FileHashes;

/** Tells one engine from another. */
final class EngineIdentity {
  private EngineIdentity() {}

  /** The version; of one that still changes, also the hash of its code. */
  static String of(FileHashes hashes) throws IOException {
    String version = StableDiffusion.version();
    if (!version.endsWith("-SNAPSHOT") && !version.equals("development")) {
      return version;
    }
    CodeSource source = StableDiffusion.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? version
          : version + " " + hashes.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Code that is no file, as some class loaders have it.
      return version;
    }
  }
}
