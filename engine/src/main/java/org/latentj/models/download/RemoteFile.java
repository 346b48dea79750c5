package org.latentj.models.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file to fetch.
 *
 * @param name what to call it in messages and progress
 * @param uri where it is
 * @param target the file to make, absolute; its folder is made too
 * @param lock an empty file that is locked meanwhile, so that two processes do not fetch the same;
 *     it stays, because deleting it would be a race
 * @param size its bytes, if known
 * @param hash what they hash to, if known
 * @param byHand what to do where it cannot be fetched, as sentences; ends every message of failure
 */
public record RemoteFile(
    String name,
    URI uri,
    Path target,
    Path lock,
    OptionalLong size,
    Optional<FileHash> hash,
    String byHand) {

  /** Checks the arguments. */
  public RemoteFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(lock, "lock");
    Objects.requireNonNull(byHand, "byHand");
  }

  /** Where the bytes are gathered until they are whole and verified. */
  Path part() {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /** What the server said of the version that {@link #part()} is of. */
  Path partVersion() {
    return target.resolveSibling(target.getFileName() + ".part.version");
  }
}
