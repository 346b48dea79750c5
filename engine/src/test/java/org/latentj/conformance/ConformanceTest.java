package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;

@DisplayName("The engine agrees with the reference numbers of the project's pack")
class ConformanceTest {
  private static ConformanceRun run;

  @BeforeAll
  static void open() throws IOException {
    ComputeDevice cpu = ComputeDevice.choose("cpu");
    run = new ConformanceRun(Pack.open(TestPack.resources()), cpu, Precision.F32, "");
  }

  @AfterAll
  static void close() {
    run.close();
  }

  @TestFactory
  @DisplayName("case")
  Stream<DynamicTest> cases() {
    return IntStream.range(0, run.ids().size())
        .mapToObj(
            i ->
                dynamicTest(
                    run.ids().get(i),
                    () -> {
                      CaseResult result = run.run(i);
                      assertThat(result.verdict()).as(result.line(1)).isEqualTo(Verdict.PASS);
                    }));
  }

  @Test
  @DisplayName("which has cases of the networks, samplers, pipelines and a checkpoint")
  void packIsNotEmpty() {
    assertThat(run.ids())
        .contains("tiny-diffusers-unet-01", "tiny-inpaint-vaeenc-01", "sched-constants")
        .contains("t2i-plms-50", "i2i-plms-50-s0.3", "inp4-euler-20-s0.8", "inp9-plms-50-s1.0")
        .contains("tiny-ckpt/tiny-v1-full-ema-legacy-fp16.ckpt");
  }
}
