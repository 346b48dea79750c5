package org.latentj.maven.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine as a test wants it; a PC with Linux and without a GPU unless told otherwise. */
public final class FakeMachine implements Machine {
  private final String system;
  private final String architecture;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Output> answers = new HashMap<>();
  private boolean driver;
  private IOException hang;

  /** Some machine. */
  public FakeMachine(String system, String architecture) {
    this.system = system;
    this.architecture = architecture;
  }

  /** A PC with Linux and a GPU. */
  public static FakeMachine withGpu(String line) {
    return new FakeMachine("Linux", "amd64").answer("compute_cap", 0, line);
  }

  /** What the driver's program says when it is asked for that field. */
  FakeMachine answer(String field, int exitCode, String... lines) {
    driver = true;
    answers.put(field, new Output(exitCode, List.of(lines)));
    return this;
  }

  FakeMachine hangs(String message) {
    hang = new IOException(message);
    return this;
  }

  /** Sets a variable. */
  public FakeMachine with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  @Override
  public String systemName() {
    return system;
  }

  @Override
  public String architecture() {
    return architecture;
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public Path home() {
    return Path.of("nobody's home");
  }

  @Override
  public Optional<Output> run(List<String> command) throws IOException {
    if (hang != null) {
      throw hang;
    }
    if (!driver || !command.get(0).equals("nvidia-smi")) {
      return Optional.empty();
    }
    String fields = command.get(1).substring(command.get(1).lastIndexOf(',') + 1);
    return Optional.of(
        answers.getOrDefault(
            fields, new Output(2, List.of("Field \"" + fields + "\" is not a valid field"))));
  }
}
