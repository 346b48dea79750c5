package org.latentj.imagej.control;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.latentj.extend.ExtensionFolder;
import org.latentj.imagej.CurrentImage;
import org.latentj.imagej.LegacyBridge;
import org.latentj.imagej.options.EngineSettings;
import org.scijava.object.ObjectService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Networks of a folder, and the images that ImageJ has open. */
@Plugin(type = Service.class)
public final class DefaultControlService extends AbstractService implements ControlService {
  static {
    LegacyBridge.first();
  }

  @Parameter private ObjectService objects;

  @Override
  public synchronized void offer() {
    List<NetworkName> networks = new ArrayList<>(List.of(new NetworkName(NetworkName.NONE)));
    installed().keySet().forEach(name -> networks.add(new NetworkName(name)));
    offer(NetworkName.class, networks);
    List<HintName> images = new ArrayList<>(List.of(new HintName(HintName.ACTIVE)));
    open().stream().map(ImagePlus::getTitle).distinct().map(HintName::new).forEach(images::add);
    offer(HintName.class, images);
  }

  private <T> void offer(Class<T> type, List<T> choices) {
    List<T> offered = objects.getObjects(type);
    if (!offered.equals(choices)) {
      List.copyOf(offered).forEach(objects::removeObject);
      choices.forEach(objects::addObject);
    }
  }

  private Path folder() {
    return EngineSettings.of(getContext()).pictures().controlFolder();
  }

  /** Files of weights by their names without extension, and diffusers folders. */
  private Map<String, Path> installed() {
    Map<String, Path> found = new TreeMap<>();
    if (!Files.isDirectory(folder())) {
      return found;
    }
    try (Stream<Path> entries = Files.list(folder())) {
      entries
          .filter(DefaultControlService::isNetwork)
          .sorted()
          .forEach(path -> found.putIfAbsent(nameOf(path), path));
    } catch (IOException e) {
      // Whoever asks for a network of it is told what is not there.
      return Map.of();
    }
    return found;
  }

  private static boolean isNetwork(Path path) {
    return Files.isDirectory(path)
        ? Files.isRegularFile(path.resolve("config.json"))
        : path.toString().matches("(?i).*\\.(safetensors|pth|pt|bin|ckpt)");
  }

  private static String nameOf(Path path) {
    return Files.isDirectory(path) ? path.getFileName().toString() : ExtensionFolder.nameOf(path);
  }

  private static List<ImagePlus> open() {
    int[] ids = WindowManager.getIDList();
    List<ImagePlus> images = new ArrayList<>();
    for (int id : ids == null ? new int[0] : ids) {
      ImagePlus image = WindowManager.getImage(id);
      if (image != null) {
        images.add(image);
      }
    }
    return images;
  }

  @Override
  public Path network(String name) {
    Map<String, Path> installed = installed();
    String wanted = name.strip();
    if (installed.containsKey(wanted)) {
      return installed.get(wanted);
    }
    try {
      Path path = Path.of(wanted);
      if (Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // No path and no name: the same message.
    }
    throw new IllegalArgumentException(
        "there is no ControlNet '%s': neither a path, nor a file or folder in %s, %s"
            .formatted(
                wanted,
                folder(),
                installed.isEmpty()
                    ? "which has none. Put one there, or name another folder in Edit > Options >"
                        + " Stable Diffusion..."
                    : "which has " + String.join(", ", installed.keySet())));
  }

  @Override
  public ImagePlus image(HintName name, ImagePlus active) {
    if (name == null || name.isActive()) {
      ImagePlus image = active == null ? CurrentImage.get(context()) : active;
      if (image == null) {
        throw new IllegalArgumentException(
            "the ControlNet is to follow the active image, but there is none open. Open one first");
      }
      return image;
    }
    ImagePlus image = name.image().orElseGet(() -> WindowManager.getImage(name.title()));
    if (image == null) {
      List<String> titles = open().stream().map(ImagePlus::getTitle).toList();
      throw new IllegalArgumentException(
          "there is no open image '%s' for the ControlNet to follow; open are %s"
              .formatted(name.title(), titles.isEmpty() ? "none" : String.join(", ", titles)));
    }
    return image;
  }
}
