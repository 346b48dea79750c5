package org.latentj;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Sha256;

/**
 * The model inside this library's jar, {@value #NAME}: small enough to come along, and trained to
 * draw plain shapes, icons, textures and micrographs. {@link StableDiffusion#load()} loads it; the
 * card beside its files, {@code org/latentj/miniature/README.md}, says what it can and cannot do.
 *
 * <p>It is a diffusers folder as any other. A checkpoint is mapped, and what is in a jar cannot be:
 * so it is unpacked into a private temporary folder, loaded, and the folder deleted.
 */
public final class EmbeddedModel {
  /** Its name, in results and in pictures' parameters. */
  public static final String NAME = "miniature";

  /** A class path cannot be asked what is in it, so a test holds this list to the folder. */
  static final List<String> FILES =
      List.of(
          "model_index.json",
          "scheduler/scheduler_config.json",
          "text_encoder/config.json",
          "text_encoder/model.safetensors",
          "tokenizer/merges.txt",
          "tokenizer/special_tokens_map.json",
          "tokenizer/tokenizer_config.json",
          "tokenizer/vocab.json",
          "unet/config.json",
          "unet/diffusion_pytorch_model.safetensors",
          "vae/config.json",
          "vae/diffusion_pytorch_model.safetensors");

  private static final EmbeddedModel SHIPPED =
      new EmbeddedModel(
          EmbeddedModel.class::getResourceAsStream, Path.of(System.getProperty("java.io.tmpdir")));

  private final Resources resources;
  private final Path temporary;

  /** Opens a resource by its name, relative to this package; null if there is none. */
  interface Resources {
    InputStream open(String name);
  }

  /**
   * A model among some resources.
   *
   * @param temporary the folder to unpack below
   */
  EmbeddedModel(Resources resources, Path temporary) {
    this.resources = resources;
    this.temporary = temporary;
  }

  /** The one in this library. */
  static EmbeddedModel shipped() {
    return SHIPPED;
  }

  /**
   * Tells this version of the model from all others, in 64 hexadecimal digits, without loading it:
   * the SHA-256 of what {@code sha256sum} prints for its files (not the card), sorted by name.
   * Other than {@link StableDiffusion#modelHash()}, it covers configuration and vocabulary too.
   *
   * @throws CheckpointException if the model is not in this build of the library
   */
  public static String fingerprint() {
    return SHIPPED.listingHash();
  }

  String listingHash() {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (String file : FILES) {
      try (InputStream in = open(file)) {
        hashes.put(file, Sha256.of(in));
      } catch (IOException e) {
        throw new CheckpointException(unreadable(e), e);
      }
    }
    return Sha256.ofListing(hashes);
  }

  /**
   * Unpacks the model, lets {@code use} read it, and deletes it again, whatever comes of it.
   *
   * @param use takes the folder, named as the model; must hold no file open when it returns
   * @throws CheckpointException if the model cannot be unpacked, with the reason
   */
  <T> T unpacked(Function<Path, T> use) {
    Path parent = createFolder();
    try {
      return use.apply(unpackBelow(parent));
    } finally {
      delete(parent);
    }
  }

  /** Readable by this user only, where the file system knows users. */
  private Path createFolder() {
    try {
      return Files.createTempDirectory(temporary, "latentj-");
    } catch (IOException e) {
      throw new CheckpointException(notUnpacked(e), e);
    }
  }

  private Path unpackBelow(Path parent) {
    Path folder = parent.resolve(NAME);
    for (String name : FILES) {
      try (InputStream in = open(name)) {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(in, file);
      } catch (FileNotFoundException e) {
        throw new CheckpointException(unreadable(e), e);
      } catch (IOException e) {
        throw new CheckpointException(notUnpacked(e), e);
      }
    }
    return folder;
  }

  private InputStream open(String file) throws FileNotFoundException {
    InputStream in = resources.open(NAME + "/" + file);
    if (in == null) {
      throw new FileNotFoundException("there is no resource org/latentj/" + NAME + "/" + file);
    }
    return in;
  }

  private static String unreadable(IOException e) {
    return "the embedded model %s is not whole in this build of LatentJ: %s. Use the engine's jar as"
            .formatted(NAME, e.getMessage())
        + " it is published, or name a checkpoint";
  }

  private String notUnpacked(IOException e) {
    return "the embedded model %s cannot be unpacked below %s: %s. It needs some 12 MB there;"
            .formatted(NAME, temporary, e)
        + " -Djava.io.tmpdir=FOLDER names another folder";
  }

  /**
   * Deletes a folder. What cannot be deleted yet, as on Windows while it is mapped, is tried again
   * when the JVM ends; a folder left behind is no reason to fail.
   */
  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<File> parentsFirst = walk.map(Path::toFile).toList();
      for (int i = parentsFirst.size() - 1; i >= 0; i--) {
        parentsFirst.get(i).delete();
      }
      // At the JVM's end, the last one named is deleted first.
      parentsFirst.stream().filter(File::exists).forEach(File::deleteOnExit);
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
