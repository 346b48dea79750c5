package org.latentj.imagej.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentj.EmbeddedModel;
import org.latentj.imagej.options.EngineSettings;
import org.scijava.object.ObjectService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Models of a folder, and paths kept in the user's preferences. */
@Plugin(type = Service.class)
public final class DefaultModelService extends AbstractService implements ModelService {
  private static final String ADDED = "paths";
  private static final long EMBEDDED_BYTES = 12_000_000;

  @Parameter private PrefService preferences;

  @Parameter private ObjectService objects;

  @Override
  public List<InstalledModel> installed() {
    Map<String, InstalledModel> byName = new LinkedHashMap<>();
    byName.put(
        EmbeddedModel.NAME,
        new InstalledModel(
            EmbeddedModel.NAME,
            Optional.empty(),
            "built in: shapes, icons, textures, micrographs",
            EMBEDDED_BYTES,
            "apache-2.0"));
    Stream.concat(inFolder().stream(), added().stream())
        .filter(ModelFolder::isModel)
        .map(ModelFolder::describe)
        .sorted(Comparator.comparing(InstalledModel::name))
        .forEach(model -> byName.putIfAbsent(model.name(), model));
    return List.copyOf(byName.values());
  }

  @Override
  public synchronized void offer() {
    List<ModelName> names = installed().stream().map(model -> new ModelName(model.name())).toList();
    List<ModelName> known = objects.getObjects(ModelName.class);
    if (!known.equals(names)) {
      List.copyOf(known).forEach(objects::removeObject);
      names.forEach(objects::addObject);
    }
  }

  private List<Path> inFolder() {
    Path folder = EngineSettings.of(getContext()).modelsFolder();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<Path> added() {
    return kept().stream().map(Path::of).toList();
  }

  @Override
  public Optional<Path> find(String name) {
    String wanted = name == null ? "" : name.strip();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    for (InstalledModel model : installed()) {
      if (model.name().equals(wanted)) {
        return model.path();
      }
    }
    try {
      Path path = Path.of(wanted);
      if (Files.exists(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(noSuchModel(wanted), e);
    }
    throw new IllegalArgumentException(noSuchModel(wanted));
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
    InstalledModel model = ModelFolder.describe(absolute);
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
