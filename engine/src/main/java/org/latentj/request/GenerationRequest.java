package org.latentj.request;

import java.util.List;

/** Something to generate. */
public sealed interface GenerationRequest permits TextToImage, ImageToImage, Inpainting {

  /** What the picture shows. */
  String prompt();

  /** How it is sampled. */
  Settings settings();

  /** The ControlNets that guide it; usually none. */
  List<Control> controls();

  /** The same with other settings. */
  GenerationRequest withSettings(Settings settings);
}
