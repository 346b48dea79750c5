package org.latentj.maven.manifest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties of the build that manifests may use as {@code ${name}}. */
public interface BuildProperties {

  /** A build without properties. */
  BuildProperties NONE = of(Map.of());

  /** The value of a property. */
  Optional<String> find(String name);

  /** The names of the properties, for suggestions. */
  Collection<String> names();

  /** Properties that do not change. */
  static BuildProperties of(Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new BuildProperties() {
      @Override
      public Optional<String> find(String name) {
        return Optional.ofNullable(copy.get(name));
      }

      @Override
      public Collection<String> names() {
        return List.copyOf(copy.keySet());
      }
    };
  }
}
