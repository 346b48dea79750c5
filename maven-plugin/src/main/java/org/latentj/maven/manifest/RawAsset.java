package org.latentj.maven.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of a list of assets.
 *
 * @param entry its single values
 * @param matrix of the assets that it stands for
 */
record RawAsset(RawEntry entry, Matrix matrix) {

  /** The entry for one combination: an axis named as a key gives that key its value. */
  RawEntry combined(Map<String, Located<String>> combination, Problems problems) {
    RawEntry result = entry;
    for (Key<?> key : Keys.DEFAULTS) {
      Located<String> value = combination.get(key.name());
      if (value == null) {
        continue;
      }
      if (key.hasParts()) {
        if (!entry.has(key)) {
          problems.add(
              value.where(),
              "'%s' takes mappings, and an axis of the matrix has texts; give it another name"
                  .formatted(key.name()));
        }
        continue;
      }
      Optional<Located<String>> own = entry.find(key);
      if (own.isEmpty()) {
        result = result.with(key.name(), value);
      } else if (!own.get().value().contains("${" + key.name() + "}")) {
        problems.add(
            own.get().where(),
            "'%s' is an axis of the matrix, too; leave one of them out".formatted(key.name()));
      }
    }
    return result;
  }

  /** All combinations of the matrix; one without values if there is none. */
  List<Map<String, Located<String>>> combinations() {
    return matrix.combinations();
  }
}
