package org.latentj.maven.generate;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.LocalModel;
import org.latentj.models.source.ModelSource;

/** Finds models, wherever they are. Thread-safe. */
public interface ModelLocator {

  /** The model as it is on this machine, if it is; nothing is fetched and no licence asked for. */
  Optional<LocalModel> find(ModelSource source) throws IOException;

  /**
   * What tells a model that is on this machine from all others without reading it; empty where only
   * its files can.
   */
  Optional<String> identity(ModelSource source) throws IOException;

  /** Whether {@link #locate} refuses to fetch anything. */
  boolean isOffline();

  /**
   * How many bytes {@link #locate} would fetch of a model that is not on this machine; empty if
   * that cannot be said beforehand.
   */
  OptionalLong bytesToFetch(ModelSource source);

  /**
   * The model, to be used; fetched if it is not there.
   *
   * @throws org.latentj.models.license.LicenseNotAcceptedException if its licence was not accepted;
   *     nothing is fetched then
   * @throws org.latentj.models.download.DownloadException if it cannot be had, with what to do
   */
  LocalModel locate(ModelSource source) throws IOException;
}
