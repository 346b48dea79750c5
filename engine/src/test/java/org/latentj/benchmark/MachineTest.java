package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The machine's description")
class MachineTest {

  @Test
  @DisplayName("names the processor as Linux does, or else its architecture")
  void processor() {
    String info = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz \nprocessor\t: 1\n";
    assertThat(Machine.processor(info)).isEqualTo("Some CPU @ 2 GHz");
    assertThat(Machine.processor("")).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  @DisplayName("takes the peak of the resident memory from the process's status")
  void peak() {
    assertThat(Machine.peakMemory("VmPeak:\t 9 kB\nVmHWM:\t  2048 kB\nVmRSS:\t 7 kB\n"))
        .hasValue(2 << 20);
    assertThat(Machine.peakMemory("")).isEmpty();
  }

  @Test
  @DisplayName("takes the memory that is resident now from there, too")
  void resident() {
    assertThat(Machine.residentMemory("VmHWM:\t  2048 kB\nVmRSS:\t 7 kB\n")).hasValue(7 << 10);
    assertThat(Machine.residentMemory("")).isEmpty();
  }

  @Test
  @DisplayName("holds what a measurement depends on")
  void description() {
    assertThat(Machine.description())
        .contains(Runtime.getRuntime().availableProcessors() + " cores")
        .contains("libtorch 2.")
        .contains("Java " + Runtime.version())
        .contains("MiB");
  }
}
