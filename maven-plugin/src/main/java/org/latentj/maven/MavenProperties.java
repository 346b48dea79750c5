package org.latentj.maven;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.maven.project.MavenProject;
import org.latentj.maven.manifest.BuildProperties;

/**
 * The properties of a Maven build: those of the command line before those of the POM, and the
 * project's coordinates. Neither the environment nor the machine: pictures must not depend on them.
 */
final class MavenProperties implements BuildProperties {
  private final MavenProject project;
  private final Properties user;

  MavenProperties(MavenProject project, Properties user) {
    this.project = project;
    this.user = user;
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(user.getProperty(name))
        .or(() -> Optional.ofNullable(project.getProperties().getProperty(name)))
        .or(() -> Optional.ofNullable(coordinates().get(name)).map(Supplier::get));
  }

  @Override
  public Collection<String> names() {
    Collection<String> names = new TreeSet<>(coordinates().keySet());
    names.addAll(user.stringPropertyNames());
    names.addAll(project.getProperties().stringPropertyNames());
    return names;
  }

  private Map<String, Supplier<String>> coordinates() {
    return Map.of(
        "project.groupId", project::getGroupId,
        "project.artifactId", project::getArtifactId,
        "project.version", project::getVersion,
        "project.name", project::getName,
        "project.description", project::getDescription);
  }
}
