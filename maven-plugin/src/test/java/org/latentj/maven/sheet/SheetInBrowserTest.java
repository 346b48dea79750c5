package org.latentj.maven.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens the page in Chromium or Chrome, headless, if the PATH has one; else it is skipped. A script
 * does there what a visitor does.
 */
@DisplayName("The contact sheet in a browser")
class SheetInBrowserTest {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private static final String HOSTILE =
      "a fox </pre><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">";

  @TempDir private Path root;

  @Test
  @DisplayName("copies parameters, filters, changes the backdrop and shows every picture")
  void works() throws Exception {
    SheetFolder folder = new SheetFolder(root);
    folder.write("icons/fox.png", 40, 24, HOSTILE + "\nSteps: 2, Seed: 7");
    folder.write("icons/owl.jpg", 80, 80, "an owl");
    folder.write("ground.webp", 128, 128, "grass");

    JsonObject visit =
        visit(
            1200,
            folder.sheet(
                """
                assets:
                  - {output: icons/fox.png, prompt: '%s'}
                  - {output: icons/owl.jpg, prompt: an owl}
                  - {output: ground.webp, prompt: grass, tiling: both}
                  - {output: none.png, prompt: nothing yet}
                """
                    .formatted(HOSTILE)));

    assertThat(visit.get("hacked").getAsString()).isEqualTo("no");
    assertThat(visit.get("images")).hasToString("[\"40x24\",\"80x80\",\"128x128\"]");
    assertThat(visit.get("copied").getAsString()).isEqualTo(HOSTILE + "\nSteps: 2, Seed: 7");
    assertThat(visit.get("label").getAsString()).isEqualTo("Copied");
    assertThat(visit.get("copiedFromSelection")).isEqualTo(visit.get("copied"));
    assertThat(visit.get("leftBehind").getAsInt()).isZero();
    assertThat(visit.get("selected").getAsString()).isEqualTo(visit.get("copied").getAsString());
    assertThat(visit.get("opened").getAsBoolean()).isTrue();
    assertThat(visit.get("filtered")).hasToString("[\"icons/fox.png\"]");
    assertThat(visit.get("sections").getAsInt()).isEqualTo(1);
    assertThat(visit.get("none").getAsBoolean()).isTrue();
    assertThat(visit.get("all").getAsInt()).isEqualTo(4);
    assertThat(visit.get("backdrop").getAsString()).isEqualTo("rgb(0, 0, 0)");
    assertThat(visit.get("pressed").getAsString()).isEqualTo("false,false,true");
    assertThat(visit.get("tile").getAsString()).isEqualTo("url(\"data:image/webp");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 1200})
  @DisplayName("fits into its window, whatever texts it holds")
  void fits(int width) throws Exception {
    SheetFolder folder = new SheetFolder(root);
    String longWord = "Donaudampfschifffahrtsgesellschaft".repeat(9);
    folder.write("icons/a.png", 20, 20, longWord);
    folder.write("b.png", 300, 100, "b");

    JsonObject visit =
        visit(
            width,
            folder.sheet(
                """
                assets:
                  - {output: icons/a.png, prompt: %s}
                  - {output: b.png, prompt: b, tiling: x}
                """
                    .formatted(longWord)));

    assertThat(visit.get("tooWide").getAsBoolean()).isFalse();
  }

  private JsonObject visit(int width, String html) throws Exception {
    Optional<Path> browser = browser();
    Assumptions.assumeTrue(browser.isPresent(), "no Chromium on the PATH");
    String script = script();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    // The page's policy stays in force; this script alone is let in, too.
    String hash = "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    Path page =
        Files.writeString(
            root.resolve("visited.html"),
            html.replace("script-src ", "script-src " + hash + " ")
                .replace("</body>", "<script>" + script + "</script>\n</body>"));
    String dom = dump(browser.get(), page, width);
    Matcher visit = Pattern.compile("data-visit=\"([^\"]*)\"").matcher(dom);
    Matcher failure = Pattern.compile("data-failure=\"([^\"]*)\"").matcher(dom);
    assertThat(visit.find()).as(failure.find() ? failure.group(1) : dom).isTrue();
    byte[] json = Base64.getDecoder().decode(visit.group(1));
    return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  /** The page as the browser has it after the script. */
  private String dump(Path browser, Path page, int width) throws Exception {
    Path output = root.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                // In containers tests run as root, which has no sandbox; the page is our own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + root.resolve("profile"),
                "--window-size=" + width + ",900",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the browser ended").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return Files.readString(output);
  }

  private static Optional<Path> browser() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .flatMap(
            folder ->
                BROWSERS.stream()
                    .flatMap(name -> Stream.of(name, name + ".exe"))
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String script() throws IOException {
    try (InputStream in = SheetInBrowserTest.class.getResourceAsStream("visit.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    }
  }
}
