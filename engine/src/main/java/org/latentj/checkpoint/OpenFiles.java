package org.latentj.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.file.TensorFile;

/** The files that a checkpoint keeps open, to be closed together. */
final class OpenFiles implements Closeable {
  private final List<TensorFile> files = new ArrayList<>();
  private final List<Path> paths = new ArrayList<>();

  /** Opens a file of tensors, or several through their index, and keeps it. */
  TensorFile open(Path path) throws IOException {
    if (path.getFileName().toString().endsWith(".json")) {
      ShardedFile sharded = ShardedFile.open(path);
      files.add(sharded);
      sharded.files().forEach(paths::add);
      return sharded;
    }
    TensorFile file = TensorFiles.open(path);
    files.add(file);
    paths.add(path);
    return file;
  }

  /** Opens a file that is not the checkpoint's own, and keeps it. */
  TensorFile openBeside(Path path) throws IOException {
    int before = paths.size();
    TensorFile file = open(path);
    paths.subList(before, paths.size()).clear();
    return file;
  }

  /** The files that hold the checkpoint's weights. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  @Override
  public void close() {
    files.forEach(TensorFile::close);
  }
}
