package org.latentj.samples.miniature.scene.micrograph;

/** How many there are of something. */
enum Density {
  SPARSE("sparse "),
  USUAL(""),
  DENSE("dense ");

  private final String words;

  Density(String words) {
    this.words = words;
  }

  /** What is said, with a space behind it; nothing for the usual. */
  String words() {
    return words;
  }
}
