package org.latentj.samples.miniature.scene.icon;

/** How an icon is drawn. */
interface Art {
  /** Draws within the square from (-1, -1) to (1, 1), leaving the graphics' transform as it is. */
  void draw(Brush brush);
}
