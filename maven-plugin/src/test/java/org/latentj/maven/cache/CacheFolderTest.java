package org.latentj.maven.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cache folder")
class CacheFolderTest {

  @Test
  @DisplayName("is the operating system's, below the user's home if the environment names none")
  void followsTheSystem() {
    Path home = Path.of("/home/me");

    assertThat(CacheFolder.standard(Map.of(), system("Linux")))
        .isEqualTo(home.resolve(".cache/latentj/pictures"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", "/big"), system("Linux")))
        .isEqualTo(Path.of("/big/latentj/pictures"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", "relative"), system("Linux")))
        .isEqualTo(home.resolve(".cache/latentj/pictures"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", "/big"), system("Mac OS X")))
        .isEqualTo(home.resolve("Library/Caches/latentj/pictures"));
    assertThat(CacheFolder.standard(Map.of("LOCALAPPDATA", "/local"), system("Windows 11")))
        .isEqualTo(Path.of("/local/latentj/pictures"));
    assertThat(CacheFolder.standard(Map.of(), system("Windows 11")))
        .isEqualTo(home.resolve("AppData/Local/latentj/pictures"));
  }

  @Test
  @DisplayName("may be named, and switched off")
  void takesTheParameter() {
    assertThat(CacheFolder.of(" OFF ")).isEmpty();
    assertThat(CacheFolder.of("/var/x/../cache")).contains(Path.of("/var/cache"));
    assertThat(CacheFolder.of("")).isPresent();
    assertThat(CacheFolder.of(null)).isPresent();
  }

  private static Properties system(String os) {
    Properties properties = new Properties();
    properties.setProperty("os.name", os);
    properties.setProperty("user.home", "/home/me");
    return properties;
  }
}
