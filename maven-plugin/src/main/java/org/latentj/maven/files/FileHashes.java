package org.latentj.maven.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 of files and folders. A checkpoint has gigabytes, so its hash is remembered as long as
 * the file's size and time of change stay the same.
 */
public final class FileHashes {
  /** Below this size hashing costs no more than looking up. */
  private static final long REMEMBER_FROM = 1 << 20;

  private final StateFolder state;

  /** Remembers what is costly in a state folder. */
  public FileHashes(StateFolder state) {
    this.state = state;
  }

  /** The hash of a file's bytes, or of the names and bytes of all files of a folder. */
  public String of(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return ofFile(path);
    }
    Fingerprint fingerprint = new Fingerprint();
    for (Path file : filesOf(path)) {
      String name = path.relativize(file).toString().replace('\\', '/');
      fingerprint.add(name, ofFile(file));
    }
    return fingerprint.toHex();
  }

  /** Regular files; hidden ones, such as what version control keeps, do not count. */
  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).toString().matches("(.*[/\\\\])?\\..*"))
          .sorted()
          .toList();
    }
  }

  private String ofFile(Path file) throws IOException {
    long size = Files.size(file);
    if (size < REMEMBER_FROM) {
      return hash(file);
    }
    String key = "hash of " + file.toRealPath();
    String version = size + " bytes " + Files.getLastModifiedTime(file);
    List<String> known = state.read(key);
    if (known.size() == 2 && known.get(0).equals(version)) {
      return known.get(1);
    }
    String hash = hash(file);
    state.write(key, List.of(version, hash));
    return hash;
  }

  /** The hash of a file's bytes, read now whatever is remembered. */
  public static String hash(Path file) throws IOException {
    if (Files.size(file) < REMEMBER_FROM) {
      // Most pictures are small, and there may be hundreds of them.
      MessageDigest digest = Fingerprint.sha256();
      digest.update(Files.readAllBytes(file));
      return Fingerprint.hex(digest);
    }
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest = new DigestInputStream(in, Fingerprint.sha256())) {
      digest.transferTo(OutputStream.nullOutputStream());
      return Fingerprint.hex(digest.getMessageDigest());
    }
  }
}
