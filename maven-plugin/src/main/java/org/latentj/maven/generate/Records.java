package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockJson;
import org.latentj.maven.lock.LockedAsset;

/** What each asset's files were made from, and what came of it, so that nothing is made twice. */
final class Records {
  private final StateFolder state;

  Records(StateFolder state) {
    this.state = state;
  }

  /**
   * What is known of an asset.
   *
   * @param fingerprint over everything that decided its files
   * @param asset as the lock file says it
   */
  record Known(String fingerprint, LockedAsset asset) {}

  /** What is known of the asset with this output; empty, too, if it cannot be read. */
  Optional<Known> find(Path output) throws IOException {
    List<String> lines = state.read(key(output));
    if (lines.size() != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Known(lines.get(0), LockJson.parseLine(lines.get(1))));
    } catch (RuntimeException e) {
      // Damaged, or of another version: then the files are made again.
      return Optional.empty();
    }
  }

  /** Notes an asset whose files were just written. */
  void put(Path output, String fingerprint, LockedAsset asset) throws IOException {
    state.write(key(output), List.of(fingerprint, LockJson.formatLine(asset)));
  }

  private static String key(Path output) {
    return "asset " + output.toAbsolutePath().normalize();
  }
}
