package org.latentj.imagej.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latentj.EmbeddedModel;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.imagej.model.InstalledModel.Origin;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.models.LocalModel;
import org.latentj.models.ModelLibrary;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;
import org.scijava.log.LogService;
import org.scijava.object.ObjectService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Models of a folder, paths kept in the user's preferences, and the library of fetched ones. */
@Plugin(type = Service.class)
public final class DefaultModelService extends AbstractService implements ModelService {
  private static final String ADDED = "paths";

  @Parameter private PrefService preferences;

  @Parameter private ObjectService objects;

  @Parameter private LibraryService libraries;

  @Parameter private LogService log;

  private final Families families = new Families();

  @Override
  public List<InstalledModel> installed() {
    Path folder = EngineSettings.of(getContext()).modelsFolder();
    List<Path> added = kept().stream().map(Path::of).toList();
    return new InstalledModels(folder, added, this::library, families, log).list();
  }

  private ModelLibrary library() {
    return new ModelLibrary(libraries.settings(new UserConsent("")));
  }

  @Override
  public synchronized void offer() {
    List<String> names = new ArrayList<>(installed().stream().map(InstalledModel::name).toList());
    offer(ModelName.class, names.stream().map(ModelName::new).toList());
    for (KnownModel model : KnownModels.all()) {
      names.add(model.source().text());
      model.files().forEach(file -> names.add(file.source().text()));
    }
    offer(ManagedModel.class, names.stream().distinct().map(ManagedModel::new).toList());
  }

  private <T> void offer(Class<T> type, List<T> choices) {
    List<T> offered = objects.getObjects(type);
    if (!offered.equals(choices)) {
      List.copyOf(offered).forEach(objects::removeObject);
      choices.forEach(objects::addObject);
    }
  }

  @Override
  public ModelReference find(String name) {
    String wanted = name == null ? "" : name.strip();
    if (wanted.isEmpty() || wanted.equals(EmbeddedModel.NAME)) {
      return ModelReference.embedded(LoadOptions.defaults());
    }
    List<InstalledModel> installed = installed();
    ModelSource source =
        installed.stream()
            .filter(model -> model.name().equals(wanted) && model.origin() != Origin.FETCHED)
            .flatMap(model -> model.path().stream())
            .map(path -> (ModelSource) new LocalSource(path))
            .findFirst()
            .orElseGet(() -> source(wanted));
    try {
      ModelLibrary library = library();
      if (!library.isHere(source)) {
        throw new IllegalArgumentException(
            source instanceof LocalSource ? noSuchModel(wanted) : notFetched(source));
      }
      LocalModel local = library.locate(source, DownloadListener.NONE);
      String family = local.checkpoint().map(families::of).orElse(ModelFolder.UNKNOWN);
      return ModelReference.of(
          Vocabulary.complete(local, family, installed), LoadOptions.defaults());
    } catch (IOException e) {
      throw new IllegalArgumentException(Lines.wrap(e.getMessage(), Lines.MESSAGE), e);
    }
  }

  private ModelSource source(String wanted) {
    try {
      ModelSource source = ModelSource.parse(wanted);
      if (source instanceof LocalSource local && Files.notExists(local.path())) {
        throw new IllegalArgumentException(noSuchModel(wanted));
      }
      return source;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(noSuchModel(wanted), e);
    }
  }

  private static String notFetched(ModelSource source) {
    return Lines.wrap(
        ("%s is not on this machine, or not as a whole. Plugins > Stable Diffusion > Manage Models...,"
                + " 'fetch', gets it. In a macro: run(\"Manage Models...\", \"action=fetch"
                + " model=[%1$s]\")")
            .formatted(source.text()),
        Lines.MESSAGE);
  }

  private String noSuchModel(String wanted) {
    String names = installed().stream().map(InstalledModel::name).collect(Collectors.joining(", "));
    return ("there is no model '%s'. Name a folder in the diffusers layout, or a .safetensors or"
            + " .ckpt file, as 'Model', or one that is installed (%s); leave it empty for the"
            + " embedded model %s")
        .formatted(wanted, names, EmbeddedModel.NAME);
  }

  @Override
  public InstalledModel add(Path path) {
    if (!ModelFolder.isModel(path)) {
      throw new IllegalArgumentException(
          "'%s' is no model: expected a folder with model_index.json, or a .safetensors or .ckpt file"
              .formatted(path));
    }
    Path absolute = path.toAbsolutePath().normalize();
    InstalledModel model = InstalledModels.describe(absolute, Origin.ADDED, families);
    Optional<InstalledModel> same =
        installed().stream().filter(other -> other.name().equals(model.name())).findFirst();
    if (same.isPresent() && !same.get().path().equals(model.path())) {
      throw new IllegalArgumentException(
          "a model named '%s' is installed already%s. Rename the folder or file and add it again"
              .formatted(model.name(), same.get().path().map(p -> " (" + p + ")").orElse("")));
    }
    List<String> paths = new ArrayList<>(kept());
    if (!paths.contains(absolute.toString())) {
      paths.add(absolute.toString());
      keep(paths);
    }
    return model;
  }

  @Override
  public void remove(String name) {
    List<String> paths = new ArrayList<>(kept());
    boolean removed =
        paths.removeIf(
            path -> path.equals(name) || Path.of(path).getFileName().toString().equals(name));
    if (!removed) {
      throw new IllegalArgumentException(
          "no model '%s' was added. Those of the models folder %s are removed by deleting them there"
              .formatted(name, EngineSettings.of(getContext()).modelsFolder()));
    }
    keep(paths);
  }

  /** One path a line: of SciJava's own lists, a shorter one leaves old entries behind. */
  private void keep(List<String> paths) {
    preferences.put(ModelService.class, ADDED, String.join("\n", paths));
  }

  private List<String> kept() {
    String lines = preferences.get(ModelService.class, ADDED);
    return lines == null ? List.of() : lines.lines().filter(line -> !line.isBlank()).toList();
  }
}
