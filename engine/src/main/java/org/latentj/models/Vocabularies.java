package org.latentj.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.hub.HubModels;
import org.latentj.models.known.KnownModel;

/**
 * The tokenizers that single files lack: of a known model, the registry names the hub's repository
 * that has it.
 */
record Vocabularies(HubModels hub) {

  /** The tokenizer folder, fetched if it is not there; empty for a model that is not known. */
  Optional<Path> get(Optional<KnownModel> model, DownloadListener listener) throws IOException {
    return model.isPresent()
        ? Optional.of(hub.tokenizer(model.get().tokenizer(), listener))
        : Optional.empty();
  }

  /** The model with its tokenizer; empty if that of a known model is not on this machine. */
  Optional<LocalModel> completed(LocalModel model, Optional<KnownModel> known) throws IOException {
    return known.isEmpty()
        ? Optional.of(model)
        : hub.findTokenizer(known.get().tokenizer())
            .map(folder -> model.withTokenizer(Optional.of(folder)));
  }
}
