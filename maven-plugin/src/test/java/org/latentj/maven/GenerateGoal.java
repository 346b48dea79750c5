package org.latentj.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;

/**
 * {@code sd:generate} of a project, as Maven would configure it, with a worker on this JVM's class
 * path.
 */
final class GenerateGoal {
  final Path root;
  final MavenProject project = new MavenProject();
  final RecordingLog log = new RecordingLog();
  final GenerateMojo mojo = new GenerateMojo();

  GenerateGoal(Path root) throws ReflectiveOperationException {
    this.root = root;
    project.setFile(root.resolve("pom.xml").toFile());
    project.getModel().setBuild(new Build());
    mojo.setLog(log);
    set("project", project);
    set("outputDirectory", root.resolve("out").toFile());
    set("stateDirectory", root.resolve("state").toFile());
    set("lockFile", root.resolve("sd.lock.json").toFile());
    set("loraFolder", root.resolve("src/main/sd/loras").toFile());
    set("embeddingFolder", root.resolve("src/main/sd/embeddings").toFile());
    set("cache", "off");
    set("device", "cpu");
    set("precision", "fp32");
    set("session", FakeMaven.session());
    set("plugin", FakeMaven.plugin());
    set("repositorySystem", FakeMaven.resolver());
  }

  /** Sets a parameter. */
  void set(String field, Object value) throws ReflectiveOperationException {
    Class<?> type = GenerateMojo.class;
    while (List.of(type.getDeclaredFields()).stream().noneMatch(f -> f.getName().equals(field))) {
      type = type.getSuperclass();
    }
    var declared = type.getDeclaredField(field);
    declared.setAccessible(true);
    declared.set(mojo, value);
  }

  /** Writes {@code assets.yaml} into the usual folder. */
  Path manifest(String text) throws IOException {
    return manifest("assets.yaml", text);
  }

  /** Writes a manifest into the usual folder. */
  Path manifest(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("src/main/sd"));
    return Files.writeString(folder.resolve(name), text);
  }
}
