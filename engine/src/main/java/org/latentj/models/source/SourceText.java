package org.latentj.models.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of model references. What passes here is used in addresses and in paths, so anything
 * that could leave a folder or change an address is refused.
 */
final class SourceText {
  static final String FORMS =
      "miniature, a folder or file, hf:OWNER/NAME[@REVISION][#FILE], or https://...";

  private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
  private static final Pattern REPOSITORY = Pattern.compile(PART + "/" + PART);
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}");
  private static final Pattern SEGMENT = Pattern.compile("[^\\p{Cntrl}\\\\/:*?\"<>|#%]{1,200}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private SourceText() {}

  static boolean hasScheme(String text, String scheme) {
    return text.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  static HubSource hub(String text) {
    String rest = text.substring("hf:".length());
    int hash = rest.indexOf('#');
    Optional<String> file = hash < 0 ? Optional.empty() : Optional.of(rest.substring(hash + 1));
    String head = hash < 0 ? rest : rest.substring(0, hash);
    int at = head.indexOf('@');
    Optional<String> revision = at < 0 ? Optional.empty() : Optional.of(head.substring(at + 1));
    return new HubSource(at < 0 ? head : head.substring(0, at), revision, file);
  }

  static WebSource web(String text) {
    try {
      URI uri = new URI(text);
      String fragment = uri.getFragment();
      if (fragment == null) {
        return new WebSource(uri, Optional.empty());
      }
      if (!fragment.toLowerCase(Locale.ROOT).startsWith("sha256=")) {
        throw new IllegalArgumentException(
            "expected #sha256=HEX at the end of %s but got #%s".formatted(text, fragment));
      }
      String hash = fragment.substring("sha256=".length()).toLowerCase(Locale.ROOT);
      String address = text.substring(0, text.indexOf('#'));
      return new WebSource(new URI(address), Optional.of(hash));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "expected an address but got %s: %s".formatted(text, e.getMessage()), e);
    }
  }

  static LocalSource local(String text, Path folder) {
    try {
      return new LocalSource(folder.resolve(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "expected a model but got %s; a model is %s".formatted(text, FORMS), e);
    }
  }

  static void checkRepository(String repository) {
    if (!REPOSITORY.matcher(repository).matches()
        || repository.contains("--")
        || repository.contains("..")) {
      throw new IllegalArgumentException(
          "expected a repository as OWNER/NAME, for example hf:CompVis/stable-diffusion-v1-4, but"
              + " got hf:"
              + repository);
    }
  }

  static void checkRevision(String revision) {
    if (!REVISION.matcher(revision).matches()
        || revision.contains("..")
        || revision.contains("//")
        || revision.endsWith("/")) {
      throw new IllegalArgumentException(
          "expected a branch, a tag or a commit after @ but got '%s'".formatted(revision));
    }
  }

  static void checkFile(String file) {
    for (String segment : file.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()
          || segment.startsWith(".")
          || segment.endsWith(".")
          || segment.isBlank()) {
        throw new IllegalArgumentException(
            "expected the path of a file in the repository, for example sd-v1-4.ckpt, but got '%s'"
                .formatted(file));
      }
    }
  }

  static void checkAddress(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getPath() == null || uri.getPath().endsWith("/")) {
      throw new IllegalArgumentException(
          "expected the address of a file but got %s".formatted(uri));
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of a model on %s holds a name or password, which would end up in logs and"
                  .formatted(host)
              + " records; leave them out and give a token instead");
    }
    boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
    if (!encrypted && !THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "%s is not encrypted: anybody on the way could replace the model; use https://"
              .formatted(uri));
    }
    String path = uri.getPath();
    checkFile(path.substring(path.lastIndexOf('/') + 1));
  }

  static void checkSha256(String hash) {
    if (!SHA256.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "expected a SHA-256 of 64 hexadecimal digits but got '%s'".formatted(hash));
    }
  }
}
