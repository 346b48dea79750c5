package org.latentj.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.file.TensorFile;

/** The files that a checkpoint keeps open, to be closed together. */
final class OpenFiles implements Closeable {
  private final List<TensorFile> files = new ArrayList<>();
  private final Map<Path, FileVersion> versions = new LinkedHashMap<>();

  /** What is made of files that stay open with it. */
  interface Reader<T> {
    /** Opens what it needs in {@code files}. */
    T read(OpenFiles files) throws IOException;
  }

  /**
   * Reads what lies at a path; files that were opened are closed again if that fails.
   *
   * @param path named where the message of a failure names no file
   * @throws CheckpointException if it cannot be read
   */
  static <T> T reading(Path path, Reader<T> reader) {
    OpenFiles files = new OpenFiles();
    try {
      return reader.read(files);
    } catch (IOException e) {
      files.close();
      throw ReadFailure.of(path, e);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Opens a file of tensors, or several through their index, and keeps it. */
  TensorFile open(Path path) throws IOException {
    if (path.getFileName().toString().endsWith(".json")) {
      ShardedFile sharded = ShardedFile.open(path);
      files.add(sharded);
      for (Path shard : sharded.files()) {
        versions.put(shard, FileVersion.of(shard));
      }
      return sharded;
    }
    FileVersion version = FileVersion.of(path);
    TensorFile file = TensorFiles.open(path);
    files.add(file);
    versions.put(path, version);
    return file;
  }

  /** Opens a file that is not the checkpoint's own, and keeps it. */
  TensorFile openBeside(Path path) throws IOException {
    Map<Path, FileVersion> before = new LinkedHashMap<>(versions);
    TensorFile file = open(path);
    versions.keySet().retainAll(before.keySet());
    return file;
  }

  /** The files that hold the checkpoint's weights, and what they were when they were opened. */
  Map<Path, FileVersion> versions() {
    return Collections.unmodifiableMap(versions);
  }

  @Override
  public void close() {
    files.forEach(TensorFile::close);
  }
}
