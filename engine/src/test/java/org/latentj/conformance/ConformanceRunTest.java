package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;

@DisplayName("The conformance program")
class ConformanceRunTest {
  private static final String CONSTANTS = "sched-constants";

  @TempDir Path root;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void clearProperties() {
    for (String name : new String[] {"pack", "device", "precision", "only"}) {
      System.clearProperty("conformance." + name);
    }
  }

  private int run(String only) throws IOException {
    ComputeDevice cpu = ComputeDevice.choose("cpu");
    return Conformance.run(root, cpu, Precision.F32, only, print(out));
  }

  private int runByProperties() {
    return Conformance.run(print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String[] lines() {
    return out.toString(StandardCharsets.UTF_8).split("\\R");
  }

  @Test
  @DisplayName("exits with 0 if all cases pass, and ends with the counts")
  void clean() throws IOException {
    TestPack.in(root).copy("cases/scheduler").listed(CONSTANTS).write();
    assertThat(run("")).isZero();
    assertThat(lines()).hasSize(2);
    assertThat(lines()[0]).startsWith(CONSTANTS + "  ").endsWith("  limit 1.0e-06  pass");
    assertThat(lines()[1]).isEqualTo("1 cases: 1 pass, 0 fail, 0 unsupported");
  }

  @Test
  @DisplayName("exits with 1 if one number of the pack is changed")
  void changedNumber() throws IOException {
    TestPack.in(root).doctored(CONSTANTS, "betas").write();
    assertThat(run("")).isEqualTo(1);
    assertThat(lines()[0]).contains("1.00e+00  limit 1.0e-06  fail  betas");
    assertThat(lines()[1]).isEqualTo("1 cases: 0 pass, 1 fail, 0 unsupported");
  }

  @Test
  @DisplayName("reports an unknown kind as unsupported, goes on, and exits with 1")
  void unknownKind() throws IOException {
    TestPack.in(root)
        .copy("cases/scheduler")
        .listed("strange", "aura_flow", "{}", 1)
        .listed(CONSTANTS)
        .write();
    assertThat(run("")).isEqualTo(1);
    assertThat(lines()[0]).endsWith("unsupported  case kind 'aura_flow'");
    assertThat(lines()[1]).endsWith("pass");
    assertThat(lines()[2]).isEqualTo("2 cases: 1 pass, 0 fail, 1 unsupported");
  }

  @Test
  @DisplayName("names a file that is missing, goes on, and exits with 1")
  void missingFile() throws IOException {
    TestPack.in(root)
        .copy("cases/scheduler")
        .listed("gone.safetensors", "scheduler_constants", "{}", 1)
        .listed("no-model", "unet", "{'model': 'nowhere'}", 1)
        .listed(CONSTANTS)
        .write();
    Files.copy(
        root.resolve("cases/scheduler/sched-constants.safetensors"),
        root.resolve("cases/no-model"));
    assertThat(run("")).isEqualTo(1);
    assertThat(lines()[0]).contains("fail").contains("gone.safetensors");
    assertThat(lines()[1]).contains("fail").contains("no model 'nowhere'");
    assertThat(lines()[2]).endsWith("pass");
  }

  @Test
  @DisplayName("says which file of a case is damaged")
  void damagedFile() throws IOException {
    TestPack.in(root)
        .listed("cut", "scheduler_constants", "{}", 1)
        .text("cases/cut", "\u0010\u0000")
        .write();
    assertThat(run("")).isEqualTo(1);
    assertThat(lines()[0]).contains("fail").contains("cut");
  }

  @Test
  @DisplayName("runs the cases whose id contains a text, and nothing is no success")
  void only() throws IOException {
    TestPack.in(root)
        .copy("cases/scheduler")
        .listed("strange", "aura_flow", "{}", 1)
        .listed(CONSTANTS)
        .write();
    assertThat(run("const")).isZero();
    assertThat(lines()).hasSize(2);
    assertThat(run("nothing of that name")).isEqualTo(1);
  }

  @Test
  @DisplayName("takes pack, device, precision and filter from system properties")
  void properties() throws IOException {
    TestPack.in(root).copy("cases/scheduler").listed(CONSTANTS).write();
    System.setProperty("conformance.pack", root.toString());
    System.setProperty("conformance.device", "cpu");
    System.setProperty("conformance.precision", "fp32");
    System.setProperty("conformance.only", CONSTANTS);
    assertThat(runByProperties()).isZero();
    assertThat(lines()[1]).startsWith("1 cases: 1 pass");
  }

  @Test
  @DisplayName("exits with 2 and says why if there is nothing that can be run")
  void cannotRun() {
    assertThat(runByProperties()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("-Dconformance.pack=DIR");

    System.setProperty("conformance.pack", root.toString());
    assertThat(runByProperties()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("index.json");

    System.setProperty("conformance.precision", "fp8");
    assertThat(runByProperties()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'fp8'");
  }
}
