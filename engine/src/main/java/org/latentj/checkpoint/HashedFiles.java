package org.latentj.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.latentj.checkpoint.file.FormatException;

/**
 * The files by whose contents a checkpoint is known, held open: they may be moved, deleted or
 * replaced while they are read, and the checkpoint may be closed. Whoever opens it closes it.
 */
public final class HashedFiles implements Closeable {
  private final Path folder;
  private final List<OpenFile> files = new ArrayList<>();

  /** A file, and what it was when the checkpoint was opened. */
  private record OpenFile(Path path, FileVersion version, FileChannel channel) {}

  private HashedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens files.
   *
   * @param folder that names in the hash are relative to; null for a single file
   * @param versions of the files when the checkpoint was opened
   * @throws IOException if one of them is not the same any more
   */
  static HashedFiles open(Path folder, Map<Path, FileVersion> versions) throws IOException {
    HashedFiles opened = new HashedFiles(folder);
    try {
      for (Map.Entry<Path, FileVersion> entry : versions.entrySet()) {
        Path path = entry.getKey();
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        opened.files.add(new OpenFile(path, entry.getValue(), channel));
        if (!FileVersion.of(path).equals(entry.getValue())) {
          throw new FormatException(path, "the file was changed while it was loaded");
        }
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Reads all files once.
   *
   * @param stopped asked every 64 KiB; ends the reading
   * @return what {@link Checkpoint#sha256} says; nothing useful if it was stopped
   * @throws CheckpointException if a file cannot be read, or was written to since the checkpoint
   *     was opened
   */
  public String sha256(BooleanSupplier stopped) {
    TreeMap<String, String> byName = new TreeMap<>();
    for (OpenFile file : files) {
      try {
        byName.put(nameOf(file), sha256(file, stopped));
      } catch (IOException e) {
        throw ReadFailure.of(file.path(), e);
      }
    }
    return folder == null ? byName.get("") : Sha256.ofListing(byName);
  }

  private String nameOf(OpenFile file) {
    return folder == null ? "" : folder.relativize(file.path()).toString().replace('\\', '/');
  }

  private static String sha256(OpenFile file, BooleanSupplier stopped) throws IOException {
    String hash = Sha256.of(file.channel(), stopped);
    FileVersion before = file.version();
    if (FileVersion.now(file.path()).filter(before::wasWrittenTo).isPresent()) {
      throw new FormatException(file.path(), "the file was written to while it was read");
    }
    return hash;
  }

  @Override
  public void close() {
    for (OpenFile file : files) {
      try {
        file.channel().close();
      } catch (IOException e) {
        // Nothing was written, so that nothing is lost.
      }
    }
  }
}
