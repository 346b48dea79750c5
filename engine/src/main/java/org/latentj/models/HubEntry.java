package org.latentj.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.hub.HubModel;
import org.latentj.models.hub.HubModels;
import org.latentj.models.hub.StoredFile;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.LicenseGate;
import org.latentj.models.license.ModelLicense;
import org.latentj.models.source.HubSource;

/** A model of the hub, under the licence of the known model or else of the hub's card. */
record HubEntry(HubSource source, HubModels hub, Vocabularies vocabularies, LicenseGate gate)
    implements LibraryEntry {

  /** Of a repository that holds single files only, the one to take, where none is named. */
  HubEntry {
    source = withFile(source);
  }

  private static HubSource withFile(HubSource source) {
    if (source.file().isPresent()) {
      return source;
    }
    return KnownModels.inRepository(source.repository()).stream()
        .filter(model -> !model.repository().equalsIgnoreCase(source.repository()))
        .flatMap(model -> model.files().stream())
        .filter(file -> file.repository().equalsIgnoreCase(source.repository()))
        .findFirst()
        .map(
            file -> new HubSource(source.repository(), source.revision(), Optional.of(file.file())))
        .orElse(source);
  }

  @Override
  public LocalModel locate(DownloadListener listener) throws IOException {
    Optional<HubModel> found = hub.find(source);
    return found.isPresent() ? used(found.get(), listener) : fetch(listener);
  }

  @Override
  public LocalModel fetch(DownloadListener listener) throws IOException {
    return used(hub.fetch(source, this::requireOnCard, listener), listener);
  }

  private void requireOnCard(Optional<String> card, String commit) throws IOException {
    Optional<ModelLicense> binding = license().or(() -> card.flatMap(ModelLicense::of));
    if (binding.isPresent()) {
      gate.require(binding.get(), name(), commit);
    }
  }

  private LocalModel used(HubModel model, DownloadListener listener) throws IOException {
    Optional<ModelLicense> license = license();
    if (license.isPresent()) {
      gate.require(license.get(), name(), model.commit().orElse("not known: put there by hand"));
    }
    return lacksTokenizer(model)
        ? local(model).withTokenizer(vocabularies.get(known(), listener))
        : local(model);
  }

  @Override
  public Optional<LocalModel> find() throws IOException {
    Optional<HubModel> model = hub.find(source);
    if (model.isEmpty()) {
      return Optional.empty();
    }
    return lacksTokenizer(model.get())
        ? vocabularies.completed(local(model.get()), known())
        : Optional.of(local(model.get()));
  }

  private boolean lacksTokenizer(HubModel model) {
    return source.file().isPresent() && model.tokenizer().isEmpty();
  }

  private LocalModel local(HubModel model) {
    return new LocalModel(
        source,
        Optional.of(model.path()),
        model.tokenizer(),
        model.commit(),
        license().map(ModelLicense::id));
  }

  private Optional<KnownModel> known() {
    return KnownModels.inRepository(source.repository());
  }

  private Optional<ModelLicense> license() {
    return known().map(KnownModel::license);
  }

  private String name() {
    return "hf:" + source.repository();
  }

  @Override
  public boolean isHere() throws IOException {
    return hub.find(source).isPresent();
  }

  @Override
  public Path where() throws IOException {
    return hub.where(source);
  }

  @Override
  public List<StoredFile> files() throws IOException {
    return hub.files(source);
  }

  @Override
  public Optional<String> identity() throws IOException {
    return hub.identity(source);
  }

  @Override
  public OptionalLong bytesToFetch(DownloadListener listener) throws IOException {
    return OptionalLong.of(hub.bytesToFetch(source, listener));
  }

  @Override
  public void remove() throws IOException {
    hub.remove(source.repository());
  }
}
