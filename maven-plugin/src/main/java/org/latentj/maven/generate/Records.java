package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What each picture was made from, and what came of it, so that it need not be made again. */
final class Records {
  private final StateFolder state;
  private final FileHashes hashes;

  Records(StateFolder state, FileHashes hashes) {
    this.state = state;
    this.hashes = hashes;
  }

  /** Why a picture must be generated; empty if it is up to date. */
  Optional<String> obstacle(Path picture, String fingerprint) throws IOException {
    if (!Files.exists(picture)) {
      return Optional.of("new");
    }
    List<String> known = state.read(key(picture));
    if (known.size() != 2) {
      return Optional.of("not known to be what the manifest says");
    }
    if (!known.get(0).equals(fingerprint)) {
      return Optional.of("its entry, its inputs or the model changed");
    }
    if (!known.get(1).equals(hashes.of(picture))) {
      return Optional.of("the file was changed by somebody else");
    }
    return Optional.empty();
  }

  /** Notes a picture that was just written. */
  void add(Path picture, String fingerprint) throws IOException {
    state.write(key(picture), List.of(fingerprint, hashes.of(picture)));
  }

  private static String key(Path picture) {
    return "picture " + picture.toAbsolutePath().normalize();
  }
}
