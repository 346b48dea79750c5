package org.latentj.request;

/** Something to generate. */
public sealed interface GenerationRequest permits TextToImage, ImageToImage, Inpainting {

  /** What the picture shows. */
  String prompt();

  /** How it is sampled. */
  Settings settings();

  /** The same with other settings. */
  GenerationRequest withSettings(Settings settings);
}
