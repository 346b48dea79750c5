package org.latentj.maven.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds assets that would overwrite each other, on file systems that ignore case too. */
final class DuplicateOutputs {
  private final Map<String, Claim> byPath = new HashMap<>();
  private final Problems problems;

  /** A file and the entry that writes it. */
  private record Claim(String path, SourceMark where) {}

  private DuplicateOutputs(Problems problems) {
    this.problems = problems;
  }

  static void find(List<Manifest> manifests, Problems problems) {
    DuplicateOutputs outputs = new DuplicateOutputs(problems);
    List<Claim> claims = manifests.stream().flatMap(DuplicateOutputs::claims).toList();
    claims.forEach(outputs::add);
    claims.forEach(outputs::findFolder);
  }

  private static Stream<Claim> claims(Manifest manifest) {
    Stream<Claim> assets =
        manifest.assets().stream()
            .flatMap(asset -> asset.files().stream().map(f -> new Claim(f.path(), asset.where())));
    Stream<Claim> sheets =
        manifest.sheets().stream()
            .flatMap(
                sheet ->
                    Stream.of(
                        new Claim(sheet.output(), sheet.where()),
                        new Claim(sheet.atlas(), sheet.where())));
    return Stream.concat(assets, sheets);
  }

  private void add(Claim claim) {
    Claim other = byPath.putIfAbsent(fold(claim.path()), claim);
    if (other == null) {
      return;
    }
    if (other.where().equals(claim.where())) {
      problems.add(
          claim.where(),
          "the entry writes '%s' more than once; use the variables of its matrix in the name, as in"
                  .formatted(claim.path())
              + " name: gem-${color}");
    } else {
      problems.add(
          claim.where(),
          "output '%s' is written by the asset at %s already"
              .formatted(claim.path(), other.where()));
    }
  }

  /** {@code a.png} and {@code a.png/b.png} cannot both be. */
  private void findFolder(Claim claim) {
    String path = fold(claim.path());
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      Claim file = byPath.get(path.substring(0, end));
      if (file != null) {
        problems.add(
            claim.where(),
            "output '%s' needs a folder where the asset at %s writes a picture"
                .formatted(claim.path(), file.where()));
      }
    }
  }

  private static String fold(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
