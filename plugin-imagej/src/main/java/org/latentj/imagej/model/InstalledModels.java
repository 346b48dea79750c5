package org.latentj.imagej.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.latentj.EmbeddedModel;
import org.latentj.imagej.model.InstalledModel.Origin;
import org.latentj.models.ModelLibrary;
import org.latentj.models.StoredModel;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;
import org.latentj.models.source.ModelSource;
import org.scijava.log.LogService;

/**
 * Finds the models that are on this machine.
 *
 * @param folder the models folder; need not exist
 * @param added folders and files that the user added
 * @param library of the fetched ones
 * @param families tells what a checkpoint is
 * @param log hears if the library cannot be listed
 */
record InstalledModels(
    Path folder,
    List<Path> added,
    Supplier<ModelLibrary> library,
    Families families,
    LogService log) {
  private static final long EMBEDDED_BYTES = 12_000_000;

  /** By name, the embedded one first; of two with the same name, the one that is found first. */
  List<InstalledModel> list() {
    Map<String, InstalledModel> byName = new LinkedHashMap<>();
    byName.put(
        EmbeddedModel.NAME,
        new InstalledModel(
            EmbeddedModel.NAME,
            Optional.empty(),
            "built in: shapes, icons, textures, micrographs",
            EMBEDDED_BYTES,
            "apache-2.0",
            Origin.EMBEDDED));
    put(byName, inFolder(), Origin.FOLDER);
    put(byName, added, Origin.ADDED);
    fetched().forEach(model -> byName.putIfAbsent(model.name(), model));
    return List.copyOf(byName.values());
  }

  private void put(Map<String, InstalledModel> byName, List<Path> paths, Origin origin) {
    paths.stream()
        .filter(ModelFolder::isModel)
        .map(path -> describe(path, origin, families))
        .sorted(Comparator.comparing(InstalledModel::name))
        .forEach(model -> byName.putIfAbsent(model.name(), model));
  }

  /** A model that is a folder or file of the user's. */
  static InstalledModel describe(Path path, Origin origin, Families families) {
    String licence =
        KnownModels.ofLocalFile(path)
            .map(model -> model.license().id())
            .orElseGet(() -> ModelFolder.licence(path));
    return new InstalledModel(
        path.getFileName().toString(),
        Optional.of(path),
        families.of(path),
        ModelFolder.bytes(path),
        licence,
        origin);
  }

  private List<InstalledModel> fetched() {
    List<InstalledModel> models = new ArrayList<>();
    try {
      ModelLibrary opened = library.get();
      for (StoredModel stored : opened.list()) {
        for (String reference : stored.usable()) {
          models.add(fetched(opened, reference));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // A folder that cannot be read must not take the other models away.
      log.warn("cannot list the models that were fetched: " + e.getMessage());
    }
    return models;
  }

  private InstalledModel fetched(ModelLibrary opened, String reference) throws IOException {
    ModelSource source = ModelSource.parse(reference);
    Path path = opened.where(source);
    Optional<KnownModel> known =
        source instanceof HubSource hub
            ? KnownModels.inRepository(hub.repository())
            : KnownModels.ofLocalFile(path);
    return new InstalledModel(
        reference,
        Optional.of(path),
        families.of(path),
        ModelFolder.bytes(path),
        known.map(model -> model.license().id()).orElseGet(() -> ModelFolder.licence(path)),
        Origin.FETCHED);
  }

  private List<Path> inFolder() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
