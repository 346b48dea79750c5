package org.latentj.maven.generate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.function.Supplier;
import org.latentj.EmbeddedModel;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.maven.files.StateFolder;

/**
 * The fingerprint of the embedded model, remembered as long as the jar that it is in stays the
 * same: hashing it takes longer than all else that a build does which has nothing to do.
 *
 * @param state what remembers it
 */
record EmbeddedModelHash(StateFolder state) implements Supplier<String> {

  /**
   * The fingerprint.
   *
   * @throws CheckpointException if there is no such model
   */
  @Override
  public String get() {
    try {
      CodeSource source = EmbeddedModel.class.getProtectionDomain().getCodeSource();
      Path jar = Path.of(source.getLocation().toURI());
      if (Files.isRegularFile(jar)) {
        return remembered(jar);
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      if (e instanceof CheckpointException missing) {
        throw missing;
      }
      // Code that is no file, or state that cannot be kept: then it is hashed every time.
    }
    return EmbeddedModel.fingerprint();
  }

  private String remembered(Path jar) throws IOException {
    String key = "embedded model of " + jar;
    String version = Files.size(jar) + " bytes " + Files.getLastModifiedTime(jar);
    List<String> known = state.read(key);
    if (known.size() == 2 && known.get(0).equals(version)) {
      return known.get(1);
    }
    String hash = EmbeddedModel.fingerprint();
    state.write(key, List.of(version, hash));
    return hash;
  }
}
