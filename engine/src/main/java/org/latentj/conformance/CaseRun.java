package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.runtime.LoadedModel;

/**
 * A case with what it takes to run it.
 *
 * @param entry the case
 * @param pack where its files are
 * @param models loads networks
 * @param substitute a checkpoint to take the place of the model that the case names, or null
 */
record CaseRun(CaseEntry entry, Pack pack, Models models, Path substitute) {

  CaseParameters parameters() {
    return entry.parameters();
  }

  double limit() {
    return entry.limit();
  }

  /** The case's file, to be closed by the caller. */
  CaseTensors tensors() throws IOException {
    return CaseTensors.open(pack.resolve(entry.file()));
  }

  /** The model that the case names; stays the property of {@link Models}. */
  LoadedModel model() throws IOException {
    return model("model");
  }

  /** The model that parameter {@code key} names. */
  LoadedModel model(String key) throws IOException {
    Path path = substitute != null ? substitute : pack.model(parameters().text(key));
    return models.load(path, Ema.EMA);
  }
}
