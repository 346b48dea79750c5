package org.latentj.maven.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The machine that this JVM runs on. */
final class ThisMachine implements Machine {
  /** A driver that has to wake a sleeping GPU takes seconds. */
  private static final long SECONDS = 30;

  private static final int LONGEST_OUTPUT = 1 << 16;

  @Override
  public String systemName() {
    return System.getProperty("os.name");
  }

  @Override
  public String architecture() {
    return System.getProperty("os.arch");
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  @Override
  public Optional<Output> run(List<String> command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      process.getOutputStream().close();
      CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(process));
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("%s did not end within %d s".formatted(command.get(0), SECONDS));
      }
      return Optional.of(new Output(process.exitValue(), text.join().lines().toList()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while %s ran".formatted(command.get(0)), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Process process) {
    try {
      return new String(
          process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
