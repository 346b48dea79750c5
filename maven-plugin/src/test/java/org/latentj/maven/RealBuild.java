package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Maven of its own that builds a project with this plugin, as this build has just installed it.
 * Closing it ends all of its processes.
 */
final class RealBuild implements AutoCloseable {
  /** A hang is to be noticed some time; a busy machine is no reason to fail. */
  private static final long MINUTES = 20;

  private static final List<String> OF_THE_MAVEN_AROUND =
      List.of("MAVEN_OPTS", "MAVEN_ARGS", "MAVEN_PROJECTBASEDIR", "MAVEN_CMD_LINE_ARGS");

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.latentj.it</groupId>
        <artifactId>project</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <properties>
          <sd.cache>off</sd.cache>
          <sd.device>cpu</sd.device>
        </properties>
        <build>
          <plugins>
            <plugin>
              <groupId>org.latentj</groupId>
              <artifactId>sd-maven-plugin</artifactId>
              <version>%s</version>
              <executions>
                <execution>
                  <goals>
                    <goal>generate</goal>
                  </goals>
                </execution>
              </executions>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader = new Thread(this::read, "build-log");
  private boolean ended;

  /** Writes the POM of a project that has this plugin make its pictures. */
  static void writePom(Path project) throws IOException {
    Files.writeString(project.resolve("pom.xml"), POM.formatted(System.getProperty("it.version")));
  }

  /** Starts {@code mvn} in a folder with a POM. */
  RealBuild(Path project, String... arguments) throws IOException {
    this(project, Map.of(), arguments);
  }

  /** The same with variables of the environment. */
  RealBuild(Path project, Map<String, String> environment, String... arguments) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("it.maven"), "bin", windows ? "mvn.cmd" : "mvn").toString());
    command.add("-B");
    command.add("--settings=" + settings(project));
    command.add("-Dmaven.repo.local=" + System.getProperty("it.repository"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(project.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(OF_THE_MAVEN_AROUND);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    process = builder.start();
    reader.setDaemon(true);
    reader.start();
  }

  private static Path settings(Path project) throws IOException {
    String repository = Path.of(System.getProperty("it.central")).toUri().toString();
    String text =
        Files.readString(Path.of(System.getProperty("it.settings")))
            .replace("@localRepositoryUrl@", repository);
    return Files.writeString(project.resolve("settings.xml"), text);
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }
  }

  /** Waits until the log has what a pattern finds. */
  Matcher await(String pattern) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    synchronized (lines) {
      while (true) {
        Matcher matcher = Pattern.compile(pattern).matcher(log());
        if (matcher.find()) {
          return matcher;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(ended || left <= 0)
            .as("no '%s' in the build's log:%n%s", pattern, log())
            .isFalse();
        lines.wait(left);
      }
    }
  }

  /** Waits for the build's end; its exit code. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
        .as("the build ends:%n%s", log())
        .isTrue();
    reader.join(TimeUnit.MINUTES.toMillis(1));
    return process.exitValue();
  }

  /** What it has printed so far. */
  String log() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
