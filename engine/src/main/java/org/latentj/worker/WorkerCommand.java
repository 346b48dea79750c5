package org.latentj.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command that starts a worker.
 *
 * @param command program and arguments
 * @param environment variables to set beyond what is inherited
 */
record WorkerCommand(List<String> command, Map<String, String> environment) {
  /** By name: the worker's classes need DJL. */
  static final String MAIN = "org.latentj.worker.child.WorkerMain";

  static WorkerCommand of(WorkerOptions options, String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    // For JVMs that are not HotSpot.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("-Xmx" + options.maxHeapMegabytes() + "m");
    // The heap is small and mostly idle; threads are for the networks.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:+DisplayVMOutputToStderr");
    // A crash's report is worth a file, a copy of all weights is not.
    command.add("-XX:-CreateCoredumpOnCrash");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    command.add("-XX:ErrorFile=" + temporary.resolve("latentj-worker-%p.log"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Djava.awt.headless=true");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    // Messages are to be the same as in this process.
    command.add("-Duser.language=" + Locale.getDefault().getLanguage());
    command.add("-Duser.country=" + Locale.getDefault().getCountry());
    command.addAll(options.jvmArguments());
    command.add("-cp");
    command.add(
        options.classPath().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(mainClass);
    command.add(String.valueOf(ProcessHandle.current().pid()));
    command.add(String.valueOf(options.limits().idle().toMillis()));
    return new WorkerCommand(
        List.copyOf(command), WorkerEnvironment.additions(options, System.getenv()));
  }

  private static Path java() {
    Path folder = Path.of(System.getProperty("java.home"), "bin");
    Path windows = folder.resolve("java.exe");
    return Files.exists(windows) ? windows : folder.resolve("java");
  }

  /** Tells workers apart that one cannot stand in for the other. */
  String key() {
    return command + " " + environment;
  }

  /** Starts a process in this JVM's working folder, so that paths mean the same there. */
  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(new File(System.getProperty("user.dir")));
    builder.environment().keySet().removeAll(WorkerEnvironment.REMOVED);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
