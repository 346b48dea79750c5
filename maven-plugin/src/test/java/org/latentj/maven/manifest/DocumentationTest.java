package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@DisplayName("docs/maven.md")
class DocumentationTest {
  private static final Path PAGE = Path.of("../docs/maven.md");

  @Test
  @DisplayName("has every key")
  void hasEveryKey() throws IOException {
    String page = Files.readString(PAGE);

    Stream.of(Keys.MANIFEST, Keys.ASSET, Keys.STYLES, Keys.SHEET)
        .flatMap(List::stream)
        .map(Key::name)
        .forEach(
            key ->
                assertThat(page.contains("`" + key + "`") || page.contains(key + ": "))
                    .as(key)
                    .isTrue());
    Keys.MANIFEST_PARTS.forEach(key -> assertThat(page).contains("| `" + key + "` |"));
  }

  @Test
  @DisplayName("has every parameter, and every parameter says what it is, with an example")
  void hasEveryParameter() throws Exception {
    Path descriptor = Path.of("target/classes/META-INF/maven/plugin.xml");
    // Maven makes it before it runs tests; an editor may not.
    Assumptions.assumeTrue(Files.exists(descriptor));
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(descriptor.toFile());
    String page = Files.readString(PAGE);

    List<String> names = new ArrayList<>();
    for (Element parameter : elements(document, "parameter")) {
      String name = text(parameter, "name");
      boolean help =
          text((Element) parameter.getParentNode().getParentNode(), "goal").equals("help");
      if (!help && text(parameter, "editable").equals("true")) {
        names.add(name);
        assertThat(page).contains("`" + name + "`");
        assertThat(text(parameter, "description")).as(name).contains("Example: ");
        assertThat(text(parameter, "since")).as(name).isEqualTo("0.1.0");
      }
    }
    assertThat(names).contains("manifests", "whenUnavailable", "sheet", "pictures", "prompt");
    for (Element mojo : elements(document, "mojo")) {
      assertThat(page).contains("`sd:" + text(mojo, "goal") + "`");
    }
  }

  @Test
  @DisplayName("shows manifests that can be read")
  void showsManifests(@TempDir Path folder) throws Exception {
    String page = Files.readString(PAGE);
    int read = 0;
    for (String block : page.split("```yaml\n")) {
      String text = block.substring(0, Math.max(0, block.indexOf("```")));
      if (text.contains("assets:\n  -")) {
        Path file = Files.writeString(folder.resolve("sd.yaml"), text);
        assertThat(ManifestReader.read(List.of(file)).get(0).assets()).isNotEmpty();
        read++;
      }
    }
    assertThat(read).isGreaterThanOrEqualTo(4);
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static String text(Element element, String name) {
    NodeList nodes = element.getElementsByTagName(name);
    return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent();
  }
}
