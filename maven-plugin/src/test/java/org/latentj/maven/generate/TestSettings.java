package org.latentj.maven.generate;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.manifest.BuildExtras;
import org.latentj.maven.manifest.BuildProperties;

/**
 * Settings of a test's run: everything below one folder, a lock file, no cache, models that are
 * there or not, and an error where nothing generates, unless said otherwise.
 */
final class TestSettings {
  private final Path root;
  private Path output;
  private boolean locks = true;
  private Optional<Path> cache = Optional.empty();
  private EngineOptions options = EngineOptions.of("auto", "auto");
  private ModelLocator models = new FakeModels();
  private BuildProperties properties = BuildProperties.NONE;
  private WhenUnavailable policy = WhenUnavailable.FAIL;
  private BuildExtras extras = BuildExtras.USUAL;

  private TestSettings(Path root) {
    this.root = root;
    output = root.resolve("out");
  }

  static TestSettings in(Path root) {
    return new TestSettings(root);
  }

  TestSettings output(Path folder) {
    output = folder;
    return this;
  }

  TestSettings locks(boolean wanted) {
    locks = wanted;
    return this;
  }

  TestSettings cache(Optional<Path> folder) {
    cache = folder;
    return this;
  }

  TestSettings options(EngineOptions others) {
    options = others;
    return this;
  }

  TestSettings models(ModelLocator others) {
    models = others;
    return this;
  }

  TestSettings properties(BuildProperties others) {
    properties = others;
    return this;
  }

  TestSettings policy(WhenUnavailable other) {
    policy = other;
    return this;
  }

  TestSettings extras(BuildExtras others) {
    extras = others;
    return this;
  }

  GenerationSettings build() {
    return new GenerationSettings(
        output,
        root.resolve("state"),
        root.resolve("sd.lock.json"),
        locks,
        PictureCache.in(cache),
        options,
        models,
        properties,
        policy,
        extras);
  }
}
