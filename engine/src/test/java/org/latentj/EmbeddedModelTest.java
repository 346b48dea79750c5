package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;

@DisplayName("The embedded model")
class EmbeddedModelTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path temporary;

  private static Path source() {
    URL index = EmbeddedModel.class.getResource(EmbeddedModel.NAME + "/model_index.json");
    assertThat(index).as("the embedded model is among the resources").isNotNull();
    return Path.of(URI.create(index.toString())).getParent();
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  @DisplayName("has exactly the files that are unpacked, and a card")
  void listIsTrue() throws IOException {
    List<String> expected = new ArrayList<>(EmbeddedModel.FILES);
    expected.add("README.md");

    assertThat(filesBelow(source())).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @DisplayName("has 12 MiB at most: it lies in everybody's jar")
  void isSmall() throws IOException {
    long bytes = 0;
    for (String file : filesBelow(source())) {
      bytes += Files.size(source().resolve(file));
    }

    assertThat(bytes).isLessThanOrEqualTo(12L * MEBIBYTE);
  }

  @Test
  @DisplayName("loads without a path, under its name and its folder's hash")
  void loads() {
    try (StableDiffusion model = StableDiffusion.load(TinyModels.onCpu());
        Checkpoint folder = Checkpoint.open(source())) {
      assertThat(model.name()).isEqualTo("miniature");
      assertThat(model.nativeSize()).isEqualTo(128);
      assertThat(model.modelHash()).isEqualTo(folder.sha256());
      assertThat(model.device()).isEqualTo("cpu");
    }
  }

  @Test
  @DisplayName("is unpacked whole into a folder of its own, which goes when it was read")
  void unpacks() throws IOException {
    EmbeddedModel model = new EmbeddedModel(EmbeddedModel.class::getResourceAsStream, temporary);

    Path folder =
        model.unpacked(
            unpacked -> {
              assertThat(unpacked.getFileName()).hasToString("miniature");
              assertThat(EmbeddedModel.FILES)
                  .allSatisfy(
                      file ->
                          assertThat(unpacked.resolve(file))
                              .hasSameBinaryContentAs(source().resolve(file)));
              return unpacked;
            });

    assertThat(folder.getParent().getParent()).isEqualTo(temporary);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @DisplayName("is unpacked where nobody else can read or replace it")
  void unpacksPrivately() throws IOException {
    FileStore store = Files.getFileStore(temporary);
    assumeTrue(store.supportsFileAttributeView("posix"));

    new EmbeddedModel(EmbeddedModel.class::getResourceAsStream, temporary)
        .unpacked(
            folder -> {
              assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
              return null;
            });
  }

  private static String permissions(Path folder) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("leaves nothing behind when loading fails")
  void cleansUp() {
    EmbeddedModel model = new EmbeddedModel(EmbeddedModel.class::getResourceAsStream, temporary);
    IllegalStateException failure = new IllegalStateException("no device");

    assertThatThrownBy(
            () ->
                model.unpacked(
                    folder -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @DisplayName("comes out of a jar as out of a folder")
  void unpacksFromJar() throws IOException {
    Path jar = temporary.resolve("engine.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String file : EmbeddedModel.FILES) {
        out.putNextEntry(new ZipEntry("miniature/" + file));
        Files.copy(source().resolve(file), out);
      }
    }
    Path target = Files.createDirectory(temporary.resolve("target"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      EmbeddedModel model = new EmbeddedModel(loader::getResourceAsStream, target);

      assertThat(model.listingHash()).isEqualTo(EmbeddedModel.fingerprint());
      try (Checkpoint folder = Checkpoint.open(source())) {
        assertThat(model.<String>unpacked(EmbeddedModelTest::hash)).isEqualTo(folder.sha256());
      }
    }
  }

  private static String hash(Path folder) {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return checkpoint.sha256();
    }
  }

  @Test
  @DisplayName("has a fingerprint that every file's bytes decide")
  void fingerprint() {
    assertThat(EmbeddedModel.fingerprint()).matches("[0-9a-f]{64}");
    for (String changed : EmbeddedModel.FILES) {
      EmbeddedModel other =
          new EmbeddedModel(
              name ->
                  name.endsWith(changed)
                      ? InputStream.nullInputStream()
                      : EmbeddedModel.class.getResourceAsStream(name),
              temporary);

      assertThat(other.listingHash()).as(changed).isNotEqualTo(EmbeddedModel.fingerprint());
    }
  }

  @Test
  @DisplayName("that is not there is reported with the resource and with what to do")
  void missing() {
    EmbeddedModel model =
        new EmbeddedModel(
            name -> name.endsWith("vocab.json") ? null : InputStream.nullInputStream(), temporary);
    String message =
        "the embedded model miniature is not whole in this build of LatentJ: there is no resource"
            + " org/latentj/miniature/tokenizer/vocab.json. Use the engine's jar as it is published,"
            + " or name a checkpoint";

    assertThatThrownBy(() -> model.unpacked(folder -> folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(message);
    assertThatThrownBy(model::listingHash)
        .isInstanceOf(CheckpointException.class)
        .hasMessage(message);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @DisplayName("that has no place to be unpacked is reported with the place and the property")
  void noPlace() {
    Path gone = temporary.resolve("gone");

    assertThatThrownBy(
            () ->
                new EmbeddedModel(EmbeddedModel.class::getResourceAsStream, gone)
                    .unpacked(folder -> folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the embedded model miniature cannot be unpacked below " + gone)
        .hasMessageContaining("-Djava.io.tmpdir=FOLDER");
  }

  @Test
  @DisplayName("whose bytes break off is reported, and nothing is left behind")
  void brokenOff() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the jar is cut off");
          }
        };

    assertThatThrownBy(
            () -> new EmbeddedModel(name -> broken, temporary).unpacked(folder -> folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the jar is cut off");
    assertThat(temporary).isEmptyDirectory();
  }
}
