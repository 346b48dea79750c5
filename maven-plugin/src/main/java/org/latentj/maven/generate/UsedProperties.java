package org.latentj.maven.generate;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latentj.maven.manifest.BuildProperties;

/** The properties of a build, of which it notes those that manifests ask for. */
final class UsedProperties implements BuildProperties {
  private final BuildProperties properties;
  private final Map<String, Optional<String>> used = new TreeMap<>();

  UsedProperties(BuildProperties properties) {
    this.properties = properties;
  }

  @Override
  public Optional<String> find(String name) {
    Optional<String> value = properties.find(name);
    used.put(name, value);
    return value;
  }

  @Override
  public Collection<String> names() {
    return properties.names();
  }

  /** What was asked for, and what it was; empty values for properties that there are not. */
  Map<String, Optional<String>> used() {
    return new TreeMap<>(used);
  }
}
