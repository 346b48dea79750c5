package org.latentj.imagej.model;

import java.nio.file.Path;
import java.util.List;
import org.latentj.ModelReference;
import org.scijava.service.SciJavaService;

/** The models that are installed. */
public interface ModelService extends SciJavaService {

  /**
   * The embedded model, then by name those of the models folder, those that were added, and those
   * that were fetched. Quick: nothing is loaded, and no network is asked.
   */
  List<InstalledModel> installed();

  /** Brings the choices that dialogs offer up to date. As quick as {@link #installed}. */
  void offer();

  /**
   * A model to be used. If its licence binds its users and was not accepted yet, the user is asked
   * where a dialog may open. Not on the event thread.
   *
   * @param name of an installed model, a path, or a reference to a model that was fetched; empty or
   *     blank for the embedded model
   * @return the model with the vocabulary that a single file needs
   * @throws IllegalArgumentException if there is no such model (the message lists those that are),
   *     or its licence is not accepted
   */
  ModelReference find(String name);

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
