package org.latentj.imagej.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scijava.service.SciJavaService;

/** The models that are installed. Quick: nothing is loaded, and no network is asked. */
public interface ModelService extends SciJavaService {

  /** The embedded model, then those of the models folder, then those that were added, by name. */
  List<InstalledModel> installed();

  /** Brings the choices that dialogs offer up to date. */
  void offer();

  /**
   * Where a model is.
   *
   * @param name of an installed model, or a path; empty or blank for the embedded model
   * @return empty for the embedded model
   * @throws IllegalArgumentException if there is no such model; the message lists those that are
   */
  Optional<Path> find(String name);

  /**
   * Makes a model outside the models folder known; it stays where it is.
   *
   * @param path a diffusers folder or a checkpoint file
   * @throws IllegalArgumentException if it is none
   */
  InstalledModel add(Path path);

  /**
   * Forgets a model that was added; its files stay where they are.
   *
   * @throws IllegalArgumentException if no such model was added
   */
  void remove(String name);
}
