package org.latentj.imagej.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;

/** What can be said of a model without loading it: from names, small JSON files and its card. */
final class ModelFolder {
  /** Where nothing tells. */
  static final String UNKNOWN = "unknown";

  private static final int MAX_CARD_LINES = 60;

  private ModelFolder() {}

  /** Whether commands can use it: a folder with {@code model_index.json}, or a checkpoint file. */
  static boolean isModel(Path path) {
    if (Files.isDirectory(path)) {
      return Files.isRegularFile(path.resolve("model_index.json"));
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path) && (name.endsWith(".safetensors") || name.endsWith(".ckpt"));
  }

  /**
   * By the UNet's configuration, as the engine does, or of a file by its tensors' shapes; weights
   * are not read.
   */
  static String family(Path path) {
    if (Files.isRegularFile(path)) {
      return familyOfFile(path);
    }
    Path config = path.resolve("unet").resolve("config.json");
    if (!Files.isRegularFile(config)) {
      return UNKNOWN;
    }
    try (Reader reader = Files.newBufferedReader(config)) {
      JsonObject unet = JsonParser.parseReader(reader).getAsJsonObject();
      boolean second = number(unet.get("cross_attention_dim")) == 1024;
      boolean inpainting = number(unet.get("in_channels")) == 9;
      return "Stable Diffusion v" + (second ? "2" : "1") + (inpainting ? " inpainting" : "");
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return UNKNOWN;
    }
  }

  private static String familyOfFile(Path file) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      return checkpoint.family().title();
    } catch (CheckpointException e) {
      // It is listed all the same: whoever uses it is told what is wrong with it.
      return UNKNOWN;
    }
  }

  private static int number(JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsInt() : 0;
  }

  static long bytes(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(ModelFolder::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The line {@code license: ...} of the card's front matter. */
  static String licence(Path path) {
    Path card = path.resolve("README.md");
    if (!Files.isRegularFile(card)) {
      return UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(card)) {
      List<String> head = lines.limit(MAX_CARD_LINES).toList();
      return head.stream()
          .filter(line -> line.startsWith("license:"))
          .map(line -> line.substring("license:".length()).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }
}
