package org.latentj.maven.manifest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML 1.2 file, of which JSON is a subset, into nodes with places. Nothing is constructed
 * from tags, so a manifest cannot run code.
 */
final class YamlFile {
  /** More than a thousand assets; a bigger file is no manifest. */
  private static final int MAX_CHARACTERS = 2_000_000;

  private static final int MAX_ALIASES = 50;

  private YamlFile() {}

  /** The root, or empty with a problem noted. */
  static Optional<Node> read(Path file, Problems problems) {
    try {
      if (Files.size(file) > MAX_CHARACTERS) {
        problems.add(
            SourceMark.start(file),
            "expected a manifest of at most %d bytes but got %d"
                .formatted(MAX_CHARACTERS, Files.size(file)));
        return Optional.empty();
      }
      String text = Files.readString(file);
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file.toString())
              .setMaxAliasesForCollections(MAX_ALIASES)
              .setCodePointLimit(MAX_CHARACTERS)
              .build();
      // Windows editors write a byte order mark.
      String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
      if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
        // JSON may be indented by tabs and YAML may not; inside JSON's texts there are none.
        content = content.replace('\t', ' ');
      }
      Optional<Node> root = new Compose(settings).composeString(content);
      if (root.isEmpty()) {
        problems.add(
            SourceMark.start(file), "the manifest is empty; expected key 'assets' at least");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      problems.add(
          SourceMark.of(file, e.getProblemMark()), "not YAML: " + e.getProblem() + context);
    } catch (ReaderException e) {
      problems.add(
          SourceMark.start(file),
          "not YAML: control character U+%04X at character %d"
              .formatted(e.getCodePoint(), e.getPosition()));
    } catch (YamlEngineException e) {
      problems.add(SourceMark.start(file), "not YAML: " + e.getMessage());
    } catch (CharacterCodingException e) {
      problems.add(SourceMark.start(file), "not UTF-8 text; save the file as UTF-8");
    } catch (NoSuchFileException e) {
      problems.add(SourceMark.start(file), "there is no such manifest");
    } catch (IOException e) {
      problems.add(SourceMark.start(file), "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }
}
