package org.latentj.models.download;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.latentj.models.download.DownloadException.Reason;

/**
 * What has arrived of a file. Where a hash will tell in the end, it may be continued as it is;
 * where there is none, only if the server confirms that it still has the same version (RFC 9110,
 * section 13.1.5, {@code If-Range}).
 */
final class PartFile {
  private final RemoteFile file;

  PartFile(RemoteFile file) {
    this.file = file;
  }

  long size() throws IOException {
    return Files.exists(file.part()) ? Files.size(file.part()) : 0;
  }

  /** How many bytes can be continued; what cannot be is deleted. */
  long resumable() throws IOException {
    long size = size();
    boolean tooLong = file.size().isPresent() && size > file.size().getAsLong();
    boolean unknown = file.hash().isEmpty() && version().isEmpty();
    return size > 0 && (tooLong || unknown) ? restart() : size;
  }

  /** Begins anew; 0. */
  long restart() throws IOException {
    Files.deleteIfExists(file.part());
    return 0;
  }

  /** Leaves nothing. */
  void delete() throws IOException {
    Files.deleteIfExists(file.part());
    Files.deleteIfExists(file.partVersion());
  }

  /** The headers that ask for the rest. */
  Map<String, String> headers(long have) throws IOException {
    if (have == 0) {
      return Map.of();
    }
    String range = "bytes=" + have + "-";
    Optional<String> version = file.hash().isPresent() ? Optional.empty() : version();
    return version.isPresent()
        ? Map.of("Range", range, "If-Range", version.get())
        : Map.of("Range", range);
  }

  private Optional<String> version() throws IOException {
    return Files.exists(file.partVersion())
        ? Optional.of(Files.readString(file.partVersion())).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** Notes which version an answer is of, where there is no hash. */
  void remember(Requests.Answer answer) throws IOException {
    if (file.hash().isPresent()) {
      return;
    }
    Optional<String> version =
        answer
            .header("ETag")
            .filter(tag -> !tag.startsWith("W/"))
            .or(() -> answer.header("Last-Modified"))
            .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 127));
    if (version.isPresent()) {
      Files.writeString(file.partVersion(), version.get());
    } else {
      Files.deleteIfExists(file.partVersion());
    }
  }

  /** Opens it at its end. Not a channel: an interrupt must not close it half-way. */
  FileOutputStream append() throws IOException {
    try {
      return new FileOutputStream(file.part().toFile(), true);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  static void write(FileOutputStream out, byte[] block, int count) throws IOException {
    try {
      out.write(block, 0, count);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  static void sync(FileOutputStream out) throws IOException {
    try {
      out.getFD().sync();
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static DownloadException disk(IOException e) {
    return new DownloadException(Reason.DISK, "cannot write: " + e.getMessage(), e);
  }
}
