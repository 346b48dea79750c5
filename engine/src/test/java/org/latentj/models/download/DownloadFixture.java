package org.latentj.models.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What the tests of this package share. */
final class DownloadFixture {
  static final String BY_HAND = "By hand: put it there.";

  private DownloadFixture() {}

  /** No waits. */
  static DownloadSettings settings() {
    return new DownloadSettings(
        4,
        5,
        2,
        new Backoff(Duration.ZERO, Duration.ofMillis(20)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  static byte[] content(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of which everything is known. */
  static RemoteFile known(URI uri, Path target, byte[] content) {
    return new RemoteFile(
        target.getFileName().toString(),
        uri,
        target,
        lock(target),
        OptionalLong.of(content.length),
        Optional.of(FileHash.sha256(sha256(content))),
        BY_HAND);
  }

  /** A file of which only the address is known. */
  static RemoteFile unknown(URI uri, Path target) {
    return new RemoteFile(
        target.getFileName().toString(),
        uri,
        target,
        lock(target),
        OptionalLong.empty(),
        Optional.empty(),
        BY_HAND);
  }

  private static Path lock(Path target) {
    return target.resolveSibling(".locks").resolve(target.getFileName() + ".lock");
  }

  /** Names of all files below a folder, but for the locks. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.contains(".locks"))
          .sorted()
          .toList();
    }
  }

  /** Keeps remarks. */
  static class Remarks implements DownloadListener {
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<DownloadProgress> progress = new CopyOnWriteArrayList<>();

    @Override
    public void progress(DownloadProgress now) {
      progress.add(now);
    }

    @Override
    public void remark(String text) {
      texts.add(text);
    }
  }
}
