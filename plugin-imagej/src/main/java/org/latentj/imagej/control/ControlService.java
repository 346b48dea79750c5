package org.latentj.imagej.control;

import ij.ImagePlus;
import java.nio.file.Path;
import org.scijava.service.SciJavaService;

/** The ControlNets that are there, and the images that they can follow. */
public interface ControlService extends SciJavaService {

  /** Brings the choices that dialogs offer up to date. Quick: nothing is opened. */
  void offer();

  /**
   * A ControlNet by its name.
   *
   * @param name a file or folder of the ControlNets folder, or a path
   * @throws IllegalArgumentException if there is none; the message names the folder and what is
   *     there
   */
  Path network(String name);

  /**
   * An open image.
   *
   * @param name its title, or the active one
   * @param active the image that the command works on; null for the active one, as ImageJ has it
   * @throws IllegalArgumentException if there is none; the message lists those that are open
   */
  ImagePlus image(HintName name, ImagePlus active);
}
