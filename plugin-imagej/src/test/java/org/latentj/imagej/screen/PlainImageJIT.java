package org.latentj.imagej.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.models.hub.LocalHub;

@DisplayName("The distribution in plain ImageJ, on a screen")
class PlainImageJIT {
  private static final Path TARGET = Path.of("target");

  /** One that draws a whole object beside its neighbour; other models have others. */
  private static final String SEED = System.getProperty("latentj.screen.seed", "6");

  private static final Map<String, String> FOUND = new HashMap<>();
  private static final StringBuilder OUTPUT = new StringBuilder();
  private static Process screen;
  private static LocalHub hub;

  @BeforeAll
  static void drive() throws IOException, InterruptedException {
    assumeTrue(onPath("Xvfb"), "there is no Xvfb on the PATH");
    // Asked for by name, this also runs before the jar is packed.
    assumeTrue(
        Files.isDirectory(Path.of(System.getProperty("latentj.distribution"))),
        "the distribution is not there yet");
    // What other tests entered would be remembered.
    Path preferences = Files.createTempDirectory(TARGET, "screen-preferences");
    Path pictures = Files.createDirectories(TARGET.resolve("screenshots"));
    screen =
        new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1100x960x24")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader numbers = screen.inputReader();
    String display = ":" + numbers.readLine().strip();
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dplugins.dir=" + System.getProperty("latentj.distribution"),
                "-Djava.util.prefs.userRoot=" + preferences.toAbsolutePath(),
                "-Duser.home=" + TARGET.toAbsolutePath(),
                "-Duser.language=en",
                "-cp",
                classPath(),
                ScreenDriver.class.getName(),
                pictures.toString(),
                SEED)
            .redirectErrorStream(true);
    java.environment().put("DISPLAY", display);
    hub = LocalHub.withFolder("CompVis/stable-diffusion-v1-4");
    Path library = Files.createTempDirectory(TARGET, "screen-library").toAbsolutePath();
    java.environment().put("HF_ENDPOINT", hub.endpoint().toString());
    java.environment().put("HF_HUB_CACHE", library.resolve("cache").toString());
    java.environment().put("LATENTJ_MODELS", library.resolve("own").toString());
    java.environment().keySet().removeAll(List.of("HF_TOKEN", "HF_HUB_OFFLINE"));
    Process imagej = java.start();
    try (BufferedReader lines = imagej.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(PlainImageJIT::read);
    }
    assertThat(imagej.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(imagej.exitValue()).as(OUTPUT.toString()).isZero();
  }

  /** ImageJ and these tests, nothing else: the rest must come of the distribution. */
  private static String classPath() {
    String ij =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> new File(entry).getName().matches("ij-1.*\\.jar"))
            .findFirst()
            .orElseThrow();
    return ij + File.pathSeparator + TARGET.resolve("test-classes");
  }

  private static void read(String line) {
    OUTPUT.append(line).append('\n');
    if (line.startsWith("FOUND ")) {
      int equals = line.indexOf('=');
      FOUND.put(line.substring("FOUND ".length(), equals), line.substring(equals + 1));
    }
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @AfterAll
  static void stop() {
    if (screen != null) {
      screen.destroy();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  @DisplayName("stands in the menus")
  void menus() {
    assertThat(FOUND.get("menu Plugins>Stable Diffusion"))
        .contains(
            "Text to Image...",
            "Image to Image...",
            "Inpaint Selection...",
            "Outpaint...",
            "Variations...",
            "Upscale...",
            "Fill Selection...",
            "Save with Parameters...",
            "Reproduce from Image Info...",
            "Manage Models...",
            "Stable Diffusion Help");
    assertThat(FOUND.get("menu Edit>Options")).contains("Stable Diffusion...");
  }

  @Test
  @DisplayName("asks, generates with the embedded model, and records one line that replays")
  void textToImage() {
    assertThat(FOUND)
        .containsEntry("title", "a red star on a \"white\" background (seed 7)")
        .containsEntry("size", "128x128")
        .containsEntry("replayed", "true");
    assertThat(FOUND.get("info")).contains("Steps: 20", "Seed: 7", "Model: miniature");
    assertThat(FOUND.get("recorded"))
        .startsWith(
            "run(\"Text to Image...\", \"prompt=[a red star on a \\\"white\\\" background]"
                + " negativeprompt= ")
        .contains("steps=20", "seed=7");
  }

  @Test
  @DisplayName("does nothing when the dialog is cancelled, and remembers what was entered")
  void cancel() {
    assertThat(FOUND)
        .containsEntry("remembered", "a red star on a \"white\" background")
        .containsEntry("after cancel", "1 image")
        .containsEntry("recorded by cancel", "nothing");
  }

  @Test
  @DisplayName("inpaints a selection into a new image of the same depth")
  void inpaint() {
    assertThat(FOUND)
        .containsEntry("inpainted", "nuclei-inpaint 8")
        .containsEntry("report", "true")
        .containsEntry("changed in the first rows", "0")
        .containsEntry("original untouched", "true");
  }

  @Test
  @DisplayName("says what is wrong with a selection, and opens its options")
  void messages() {
    assertThat(FOUND)
        .containsEntry("refused", "Fill Selection...")
        .containsEntry("options", "auto");
  }

  @Test
  @DisplayName("asks before the safety checker is switched off, and keeps it on")
  void safetyNote() {
    assertThat(FOUND)
        .containsEntry("checker kept", "Stable Diffusion...")
        .containsEntry("checker is on", "true");
  }

  @Test
  @DisplayName("shows a picture while it forms, and closes the preview of a part")
  void preview() {
    assertThat(FOUND).containsEntry("preview opened", "true");
    assertThat(FOUND).containsEntry("preview closed", "true");
  }

  @Test
  @DisplayName("ends a running command by Esc: no result, the image untouched and unlocked")
  void escape() {
    assertThat(FOUND)
        .containsEntry("images after Esc", "0")
        .containsEntry("locked while it runs", "true")
        .containsEntry("untouched by what was cancelled", "true")
        .containsEntry("images after Esc in place", "0");
  }

  @Test
  @DisplayName("repaints the ROI Manager's regions as single runs with their seeds do")
  void regions() {
    assertThat(FOUND).containsEntry("regions at once as one by one", "true");
    assertThat(FOUND.get("seeds of regions")).contains("(seed 5), ").contains("(seed 6)");
  }

  @Test
  @DisplayName("fetches a model once its licence was shown and accepted")
  void models() {
    assertThat(FOUND).containsEntry("declined", "Manage Models...");
    assertThat(FOUND.get("fetched"))
        .contains("|fetched|Stable Diffusion v1|")
        .contains("|creativeml-openrail-m|" + LocalDate.now());
  }
}
