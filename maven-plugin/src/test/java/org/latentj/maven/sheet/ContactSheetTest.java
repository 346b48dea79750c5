package org.latentj.maven.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.maven.files.FileHashes;

@DisplayName("The contact sheet")
class ContactSheetTest {
  private static final String HOSTILE =
      "</pre><script>alert(1)</script><img src=x onerror=\"alert('2')\">&amp;";

  @TempDir private Path root;
  private SheetFolder folder;

  @BeforeEach
  void createFolder() {
    folder = new SheetFolder(root);
  }

  @Test
  @DisplayName("shows every asset with its parameters and where it comes from")
  void showsAssets() throws Exception {
    folder.write("icons/fox.png", 40, 24, "a fox\nSteps: 2, Sampler: PLMS, Seed: 7");
    folder.lock("icons/fox.png");

    String html =
        folder.sheet(
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
            "<h2>icons/<span>1</span></h2>",
            "<h3 title=\"icons/fox.png\">fox.png</h3>",
            "<div class=\"frame tiles\"><img loading=\"lazy\" alt=\"a fox\" src=\"data:image/png;",
            "<pre>a fox\nSteps: 2, Sampler: PLMS, Seed: 7</pre>",
            "class=\"copy\">Copy parameters</button>",
            "<p class=\"brief\">40×24 · seed 7</p>",
            "<dd>" + FileHashes.hash(root.resolve("out/icons/fox.png")) + "</dd>",
            "<dd>tiny 0123456789</dd>",
            "<dd>MIT</dd>",
            "<dd>sd.yaml:2</dd>",
            "<span class=\"missing\">not generated yet</span>",
            "Sprite sheet of 1 asset")
        .doesNotContain(root.toString(), "class=\"warning\"");
    Files.writeString(root.resolve("out/icons/fox.png"), "scribbled");
    assertThat(folder.sheet("assets: [{output: icons/fox.png, prompt: a fox}]"))
        .contains("not the picture that is locked");
  }

  @Test
  @DisplayName("shows hostile texts as texts, and its policy would not run what they say")
  void escapes() throws Exception {
    folder.write("a.png", 8, 8, HOSTILE + "\nSteps: 2, Sampler: PLMS, Seed: 7");
    String prompt = "'" + HOSTILE.replace("'", "''") + " \u202e\u2028'";

    String html = folder.sheet("assets: [{name: a, prompt: " + prompt + "}]");

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
    folder.write("a.png", 8, 8, "x");
    String manifest = "assets: [{name: a, prompt: x}]";

    String html = folder.sheet(manifest);

    assertThat(html).doesNotContain("http:", "https:", "@import", "=\"/", "url(\"/", "href=");
    assertThat(folder.sheet(manifest)).isEqualTo(html);
  }

  @Test
  @DisplayName("holds large pictures in a smaller size")
  void shrinksPictures() throws Exception {
    folder.write("a.png", 1500, 750, "x");

    SheetPicture picture = SheetPicture.of(root.resolve("out/a.png")).orElseThrow();

    assertThat(picture.width()).isEqualTo(1500);
    byte[] png =
        Base64.getDecoder().decode(picture.dataUri().substring("data:image/png;base64,".length()));
    assertThat(Picture.of(ImageIO.read(new ByteArrayInputStream(png))))
        .hasToString("Picture 512x256");
  }
}
