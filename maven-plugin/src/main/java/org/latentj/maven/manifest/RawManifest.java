package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A manifest as it is written, before variables, styles and defaults are applied.
 *
 * @param files that it was read from
 * @param start where it begins
 * @param own its single values
 * @param variables by name
 * @param styles by name
 * @param defaults of its assets
 * @param assets empty, too, if a problem was noted
 * @param sheets its sprite sheets
 */
record RawManifest(
    List<Path> files,
    SourceMark start,
    RawEntry own,
    Map<String, Located<String>> variables,
    Map<String, RawEntry> styles,
    RawEntry defaults,
    List<RawAsset> assets,
    List<RawEntry> sheets) {

  /** This manifest where it says something, and what it extends where not. */
  RawManifest over(RawManifest base) {
    return new RawManifest(
        Stream.concat(files.stream(), base.files.stream()).toList(),
        start,
        own.over(base.own.without(Keys.EXTENDS)),
        merge(base.variables, variables),
        merge(base.styles, styles),
        defaults.over(base.defaults),
        assets,
        sheets);
  }

  private static <T> Map<String, T> merge(Map<String, T> base, Map<String, T> own) {
    Map<String, T> all = new LinkedHashMap<>(base);
    all.putAll(own);
    return all;
  }
}
