package org.latentj.maven.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds assets that would overwrite each other, on file systems that ignore case too. */
final class DuplicateOutputs {
  private DuplicateOutputs() {}

  static void find(List<Manifest> manifests, Problems problems) {
    Map<String, Asset> byPath = new HashMap<>();
    for (Manifest manifest : manifests) {
      for (Asset asset : manifest.assets()) {
        Asset other = byPath.putIfAbsent(fold(asset.output()), asset);
        if (other != null) {
          problems.add(
              asset.where(),
              "output '%s' is written by the asset at %s already"
                  .formatted(asset.output(), other.where()));
        }
      }
    }
    for (Manifest manifest : manifests) {
      manifest.assets().forEach(asset -> findFolder(asset, byPath, problems));
    }
  }

  /** {@code a.png} and {@code a.png/b.png} cannot both be. */
  private static void findFolder(Asset asset, Map<String, Asset> byPath, Problems problems) {
    String path = fold(asset.output());
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      Asset file = byPath.get(path.substring(0, end));
      if (file != null) {
        problems.add(
            asset.where(),
            "output '%s' needs a folder where the asset at %s writes a picture"
                .formatted(asset.output(), file.where()));
      }
    }
  }

  private static String fold(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
