package org.latentj.maven.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The cache")
class PictureCacheTest {
  private static final String KEY = "ab".repeat(32);

  @TempDir private Path root;

  @Test
  @DisplayName("holds the same bytes once, under as many fingerprints as there are")
  void isContentAddressed() throws IOException {
    PictureCache cache = PictureCache.in(Optional.of(root.resolve("cache")));
    Path picture = Files.writeString(root.resolve("a.png"), "abc");
    String hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    cache.keep(KEY, picture);
    cache.keep("cd".repeat(32), picture);

    Path object = root.resolve("cache/objects/ba/" + hash + ".png");
    assertThat(cache.find(KEY)).contains(object);
    assertThat(cache.find("cd".repeat(32))).contains(object);
    assertThat(cache.picture(hash)).contains(object);
    assertThat(cache.find("ef".repeat(32))).isEmpty();
  }

  @Test
  @DisplayName("does not follow an index that leads elsewhere")
  void refusesForeignNames() throws IOException {
    PictureCache cache = PictureCache.in(Optional.of(root));
    Path secret = Files.writeString(root.resolve("secret.png"), "x");
    Path index = Files.createDirectories(root.resolve("index/ab"));
    for (String text : List.of("../../secret", secret.toString(), "", "ab\n../x", "A".repeat(64))) {
      Files.writeString(index.resolve(KEY), text);
      assertThat(cache.find(KEY)).as(text).isEmpty();
    }
    assertThat(cache.picture("../../secret")).isEmpty();
    assertThat(secret).exists();
  }

  @Test
  @DisplayName("that is off finds nothing and keeps nothing")
  void canBeOff() throws IOException {
    PictureCache.OFF.keep(KEY, Files.writeString(root.resolve("a.png"), "abc"));

    assertThat(PictureCache.OFF.find(KEY)).isEmpty();
    assertThat(PictureCache.OFF.picture(KEY)).isEmpty();
  }

  @Test
  @DisplayName("serves several builds that write and read the same picture")
  void isSafeInParallel() throws Exception {
    Path picture = Files.write(root.resolve("a.png"), new byte[300_000]);
    List<Callable<Boolean>> builds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      builds.add(
          () -> {
            PictureCache cache = PictureCache.in(Optional.of(root.resolve("cache")));
            cache.keep(KEY, picture);
            return cache.find(KEY).isPresent();
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Boolean> found : threads.invokeAll(builds)) {
        assertThat(found.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> files = Files.walk(root.resolve("cache"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
  }
}
