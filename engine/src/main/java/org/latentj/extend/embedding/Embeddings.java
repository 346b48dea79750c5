package org.latentj.extend.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.ReadFailure;
import org.latentj.checkpoint.Sha256;
import org.latentj.checkpoint.Weights;
import org.latentj.extend.ExtensionFolder;
import org.latentj.tensor.FloatTensor;

/**
 * Textual inversions of a model. Their vectors become rows of the text encoder's token embedding,
 * behind the vocabulary's, so that each vector is a token id like any other and costs nothing.
 */
public final class Embeddings {
  private static final Map<Integer, String> MADE_FOR =
      Map.of(
          768, "; it was made for Stable Diffusion 1.x",
          1024, "; it was made for Stable Diffusion 2.x",
          1280, "; it was made for Stable Diffusion XL");

  private final List<Entry> entries = new ArrayList<>();
  private final List<FloatTensor> rows = new ArrayList<>();
  private final Map<String, String> hashes = new HashMap<>();
  private final int width;
  private int nextId;

  /**
   * A textual inversion.
   *
   * @param name by which prompts know it: its file's name without extension
   * @param file where it is
   * @param ids the token ids of its vectors; empty if it cannot be used
   * @param problem why it cannot be used, for who uses it
   */
  public record Entry(String name, Path file, List<Integer> ids, Optional<String> problem) {}

  private Embeddings(int width, int firstId) {
    this.width = width;
    this.nextId = firstId;
  }

  /**
   * Reads textual inversions.
   *
   * @param where files, which must fit the model, and folders, whose files need to fit only when a
   *     prompt names them: one folder may serve models of several kinds
   * @param width of the model's token embeddings
   * @param firstId the id of the first vector: the size of the vocabulary
   * @throws CheckpointException if a file that was named does not fit or cannot be read, or two
   *     have one name
   */
  public static Embeddings read(List<Path> where, int width, int firstId) {
    Embeddings embeddings = new Embeddings(width, firstId);
    for (Path path : where) {
      if (Files.isDirectory(path)) {
        new ExtensionFolder(path).files().forEach(file -> embeddings.add(file, false));
      } else {
        embeddings.add(path, true);
      }
    }
    return embeddings;
  }

  private void add(Path file, boolean required) {
    String name = ExtensionFolder.nameOf(file);
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        throw new CheckpointException(
            "two textual inversions are named '%s': %s and %s; rename or remove one"
                .formatted(name, entry.file(), file));
      }
    }
    try {
      FloatTensor vectors = EmbeddingFile.read(file);
      checkWidth(file, vectors.shape().size(1));
      int count = vectors.shape().size(0);
      List<Integer> ids = IntStream.range(nextId, nextId + count).boxed().toList();
      rows.add(vectors);
      nextId += count;
      entries.add(new Entry(name, file, ids, Optional.empty()));
    } catch (CheckpointException e) {
      if (required) {
        throw e;
      }
      entries.add(new Entry(name, file, List.of(), Optional.of(e.getMessage())));
    }
  }

  private void checkWidth(Path file, int found) {
    if (found != width) {
      throw new CheckpointException(
          "%s: the textual inversion's vectors have %d values, but this model's have %d%s"
              .formatted(file, found, width, MADE_FOR.getOrDefault(found, "")));
    }
  }

  /** All of them. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many vectors they have together. */
  public int vectors() {
    return rows.stream().mapToInt(vectors -> vectors.shape().size(0)).sum();
  }

  /**
   * The SHA-256 of an entry's file, as A1111 tells them apart; read once.
   *
   * @return 64 hexadecimal digits
   */
  public String hash(String name) {
    return hashes.computeIfAbsent(
        name,
        n -> {
          Path file =
              entries.stream().filter(e -> e.name().equals(n)).findFirst().orElseThrow().file();
          try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in);
          } catch (IOException e) {
            throw ReadFailure.of(file, e);
          }
        });
  }

  /** A text encoder's weights with the vectors as further rows of its token embedding. */
  public Weights appendedTo(Weights textEncoder) {
    if (rows.isEmpty()) {
      return textEncoder;
    }
    FloatTensor all = FloatTensor.concatenate(rows);
    return new AppendedRows(textEncoder, Arrays.copyOf(all.data(), all.data().length), width);
  }
}
