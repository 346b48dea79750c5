package org.latentj.maven.generate;

import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.LocalModel;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;

/** Files and folders; fails where a model would have to be fetched. */
public final class FakeModels implements ModelLocator {

  @Override
  public Optional<LocalModel> find(ModelSource source) {
    return Optional.of(locate(source)).filter(model -> Files.exists(model.checkpoint().get()));
  }

  @Override
  public Optional<String> identity(ModelSource source) {
    return Optional.empty();
  }

  @Override
  public boolean isOffline() {
    return true;
  }

  @Override
  public OptionalLong bytesToFetch(ModelSource source) {
    throw new AssertionError("nothing is to be fetched");
  }

  @Override
  public LocalModel locate(ModelSource source) {
    return new LocalModel(
        source,
        Optional.of(((LocalSource) source).path()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
