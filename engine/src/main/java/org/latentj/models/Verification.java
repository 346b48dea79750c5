package org.latentj.models;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.latentj.models.download.ByteCount;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadProgress;
import org.latentj.models.download.FileHash;
import org.latentj.models.hub.StoredFile;

/** Reads files and compares their hashes with those that they must have. */
final class Verification {
  private Verification() {}

  static List<FileCheck> of(List<StoredFile> files, DownloadListener listener) throws IOException {
    long total = 0;
    for (StoredFile file : files) {
      total += Files.size(file.file());
    }
    List<FileCheck> checks = new ArrayList<>();
    long bytes = 0;
    for (StoredFile file : files) {
      if (listener.cancelled()) {
        throw new DownloadException(
            DownloadException.Reason.CANCELLED,
            "after %d of %d files".formatted(checks.size(), files.size()));
      }
      listener.progress(
          new DownloadProgress(files.size(), checks.size(), bytes, OptionalLong.of(total), 0));
      checks.add(check(file));
      bytes += Files.size(file.file());
    }
    return checks;
  }

  private static FileCheck check(StoredFile stored) throws IOException {
    if (stored.expected().isEmpty()) {
      return new FileCheck(
          stored.file(),
          FileCheck.Result.UNKNOWN,
          "nothing says which hash it must have; it has " + FileHash.sha256Of(stored.file()));
    }
    FileHash expected = stored.expected().get();
    FileHash found = expected.of(stored.file());
    return found.equals(expected)
        ? new FileCheck(stored.file(), FileCheck.Result.OK, found.toString())
        : new FileCheck(
            stored.file(),
            FileCheck.Result.WRONG,
            "expected %s but it has %s (%s); remove the model and fetch it again"
                .formatted(expected, found.hex(), ByteCount.text(Files.size(stored.file()))));
  }
}
