package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.model.InvalidConfigException;

/** Turns the failures of lower packages into the one exception that users of checkpoints see. */
public final class ReadFailure {

  private ReadFailure() {}

  /**
   * The failure in words for the user.
   *
   * @param path what was read
   */
  public static CheckpointException of(Path path, IOException e) {
    return new CheckpointException(message(path, e), e);
  }

  private static String message(Path path, IOException e) {
    if (e instanceof FormatException || e instanceof InvalidConfigException) {
      return e.getMessage();
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no file or folder " + missing.getFile();
    }
    if (e instanceof AccessDeniedException denied) {
      return "there is no permission to read " + denied.getFile();
    }
    if (e instanceof ClosedChannelException) {
      return path + ": the checkpoint was closed before this tensor was read";
    }
    return "cannot read %s: %s".formatted(path, e.getMessage());
  }
}
