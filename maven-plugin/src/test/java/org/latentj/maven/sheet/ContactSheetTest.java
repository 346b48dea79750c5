package org.latentj.maven.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.lock.Provenance;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestReader;

@DisplayName("The contact sheet")
class ContactSheetTest {
  private static final String HOSTILE =
      "</pre><script>alert(1)</script><img src=x onerror=\"alert('2')\">&amp;";

  @TempDir private Path root;

  @Test
  @DisplayName("shows every asset with its parameters and where it comes from")
  void showsAssets() throws Exception {
    write("icons/fox.png", 40, 24, "a fox\nSteps: 2, Sampler: PLMS, Seed: 7");
    lock("icons/fox.png");

    String html =
        sheet(
            """
            assets:
              - {output: icons/fox.png, prompt: a fox, seed: 7, tiling: both}
              - {output: none.png, prompt: nothing yet}
            spriteSheets: [{output: all.png, assets: '*'}]
            """);

    assertThat(html)
        .contains(
            "<title>Assets of test</title>",
            "<p>3 assets, 2 not generated yet</p>",
            "<h2>icons/fox.png</h2>",
            "<div class=\"frame tiles\"><img loading=\"lazy\" alt=\"a fox\" src=\"data:image/png;",
            "<pre>a fox\nSteps: 2, Sampler: PLMS, Seed: 7</pre>",
            "<dt>Size</dt><dd>40×24</dd>",
            "<dd>tiny 0123456789</dd>",
            "<dd>MIT</dd>",
            "<dd>sd.yaml:2</dd>",
            "<span class=\"missing\">not generated yet</span>",
            "Sprite sheet of 1 assets")
        .doesNotContain(root.toString(), "class=\"warning\"");
    Files.writeString(root.resolve("out/icons/fox.png"), "scribbled");
    assertThat(sheet("assets: [{output: icons/fox.png, prompt: a fox}]"))
        .contains("not the picture that is locked");
  }

  @Test
  @DisplayName("shows hostile texts as texts, and its policy would not run what they say")
  void escapes() throws Exception {
    write("a.png", 8, 8, HOSTILE + "\nSteps: 2, Sampler: PLMS, Seed: 7");
    String prompt = "'" + HOSTILE.replace("'", "''") + " \u202e\u2028'";

    String html = sheet("assets: [{name: a, prompt: " + prompt + "}]");

    assertThat(html)
        .doesNotContain("<script>alert", "<img src=x", "\u202e", "onerror=\"")
        .contains(
            "&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x"
                + " onerror=&quot;alert(&#39;2&#39;)&quot;&gt;&amp;amp;");
    assertThat(html.split("<script", -1)).hasSize(2);
    assertThat(html)
        .contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'");
    Matcher script = Pattern.compile("(?s)<script>(.*)</script>").matcher(html);
    assertThat(script.find()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(script.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(html).contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest));
  }

  @Test
  @DisplayName("needs nothing besides itself, and is the same every time")
  void isSelfContained() throws Exception {
    write("a.png", 8, 8, "x");
    String manifest = "assets: [{name: a, prompt: x}]";

    String html = sheet(manifest);

    assertThat(html).doesNotContain("http:", "https:", "@import", "=\"/", "url(\"/", "href=");
    assertThat(sheet(manifest)).isEqualTo(html);
  }

  @Test
  @DisplayName("holds large pictures in a smaller size")
  void shrinksPictures() throws Exception {
    write("a.png", 1500, 750, "x");

    SheetPicture picture = SheetPicture.of(root.resolve("out/a.png")).orElseThrow();

    assertThat(picture.width()).isEqualTo(1500);
    byte[] png =
        Base64.getDecoder().decode(picture.dataUri().substring("data:image/png;base64,".length()));
    assertThat(Picture.of(ImageIO.read(new ByteArrayInputStream(png))))
        .hasToString("Picture 512x256");
  }

  private void write(String name, int width, int height, String parameters) throws IOException {
    Path file = root.resolve("out").resolve(name);
    Files.createDirectories(file.getParent());
    PictureFiles.writePng(
        file,
        Picture.ofRgb(width, height, new byte[3 * width * height]),
        PictureInfo.of(parameters, DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
  }

  private void lock(String name) throws IOException {
    LockFile lock = LockFile.read(root.resolve("sd.lock.json"));
    Path file = root.resolve("out").resolve(name);
    Provenance source = new Provenance("p", "tiny", "0123456789", "f", "MIT", "1.0", "parameters");
    lock.put(
        "out/" + name,
        LockedAsset.of(
            "sd.yaml", "e", Optional.of(source), Map.of("out/" + name, FileHashes.hash(file))));
    lock.write();
  }

  private String sheet(String manifest) throws Exception {
    Path file = Files.writeString(root.resolve("sd.yaml"), manifest);
    List<Manifest> manifests = ManifestReader.read(List.of(file));
    Path html = root.resolve("target/sheet.html");
    new ContactSheet(root.resolve("out"), root.resolve("sd.lock.json"))
        .write(html, "Assets of test", manifests);
    return Files.readString(html);
  }
}
