package org.latentj.samples.miniature.scene.texture;

/** What textures show. */
enum TextureKind {
  BRICKS,
  STRIPES,
  CHECKS,
  DOTS,
  WAVES,
  WOOD,
  CAMOUFLAGE
}
