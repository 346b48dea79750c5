package org.latentj.maven.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine that a build runs on, as far as the choice of libtorch depends on it. */
public interface Machine {

  /**
   * What a program said.
   *
   * @param exitCode 0 if it did what it was to do
   * @param lines of its stdout and stderr
   */
  record Output(int exitCode, List<String> lines) {
    /** Copies the list. */
    public Output {
      lines = List.copyOf(lines);
    }
  }

  /** Java's {@code os.name}. */
  String systemName();

  /** Java's {@code os.arch}. */
  String architecture();

  /** A variable of the environment. */
  Optional<String> variable(String name);

  /** The user's home folder. */
  Path home();

  /**
   * Runs a program and waits for its end.
   *
   * @return empty if there is no such program
   * @throws IOException if it does not end in time
   */
  Optional<Output> run(List<String> command) throws IOException;

  /** The machine that this JVM runs on. */
  static Machine current() {
    return new ThisMachine();
  }
}
