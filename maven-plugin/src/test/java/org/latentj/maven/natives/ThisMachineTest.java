package org.latentj.maven.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("This machine")
class ThisMachineTest {
  @Test
  @DisplayName("runs programs, and knows those that are not there")
  void runs() throws Exception {
    Machine machine = Machine.current();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Machine.Output output = machine.run(List.of(java, "-version")).orElseThrow();
    assertThat(output.exitCode()).isZero();
    assertThat(String.join("\n", output.lines()))
        .contains(System.getProperty("java.specification.version"));
    assertThat(machine.run(List.of(java, "-no-such-option")).orElseThrow().exitCode()).isNotZero();
    assertThat(machine.run(List.of("no-such-program-of-latentj"))).isEmpty();
  }
}
