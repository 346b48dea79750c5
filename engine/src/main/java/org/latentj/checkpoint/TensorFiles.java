package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.safetensors.SafetensorsFile;
import org.latentj.checkpoint.torch.TorchFile;

/** Opens files of tensors by their first bytes; file names are often wrong. */
public final class TensorFiles {
  private static final int PICKLE_PROTOCOL = 0x80;

  private TensorFiles() {}

  /** Opens {@code path}; the caller closes the result. */
  public static TensorFile open(Path path) throws IOException {
    MappedFile file = MappedFile.open(path);
    try {
      return open(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static TensorFile open(MappedFile file) throws IOException {
    ByteBuffer start = file.read(0, (int) Math.min(16, file.size()), "the beginning");
    String text = StandardCharsets.ISO_8859_1.decode(start).toString();
    if (text.startsWith("PK\003\004")) {
      return TorchFile.openZip(file);
    }
    if (text.startsWith("version https://")) {
      throw new FormatException(
          file.path(), "this is a Git LFS pointer, not the file itself; run git lfs pull");
    }
    if (text.startsWith("<")) {
      throw new FormatException(file.path(), "this is a web page; download the file itself");
    }
    // A safetensors header of 128 or 640 bytes begins like a pickle, but a { follows at byte 8.
    boolean pickle = text.length() > 1 && text.charAt(0) == PICKLE_PROTOCOL && text.charAt(1) <= 5;
    boolean json = text.length() > 8 && text.charAt(8) == '{';
    return pickle && !json ? TorchFile.openLegacy(file) : SafetensorsFile.open(file);
  }
}
