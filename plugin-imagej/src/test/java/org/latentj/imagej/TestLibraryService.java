package org.latentj.imagej;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.latentj.imagej.model.LibraryService;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.models.LibrarySettings;
import org.latentj.models.download.Backoff;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.hub.HubSettings;
import org.latentj.models.hub.LocalHub;
import org.latentj.models.license.LicenseConsent;
import org.scijava.options.OptionsService;
import org.scijava.plugin.Parameter;
import org.scijava.service.AbstractService;

/** A library in a folder of its own, with a hub on this machine or none. Not indexed. */
public final class TestLibraryService extends AbstractService implements LibraryService {
  @Parameter private OptionsService options;

  /** Where all is kept. */
  public final Path folder;

  /** The hub. */
  public URI endpoint = HubSettings.HUB;

  /** Nothing is asked unless a test has a hub. */
  public boolean offline = true;

  /** With a new folder. */
  public TestLibraryService() {
    try {
      folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "library")
              .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on. */
  public void use(LocalHub hub) {
    endpoint = hub.endpoint();
    offline = false;
  }

  @Override
  public LibrarySettings settings(LicenseConsent consent) {
    Optional<String> token = options.getOptions(EngineOptions.class).hubToken();
    return new LibrarySettings(
        new HubSettings(endpoint, folder.resolve("cache"), token, offline),
        new DownloadSettings(
            4,
            1,
            1,
            new Backoff(Duration.ZERO, Duration.ofMillis(10)),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Optional.empty(),
            Optional.empty(),
            offline),
        folder.resolve("own"),
        consent,
        Optional.empty());
  }

  @Override
  public void dispose() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
