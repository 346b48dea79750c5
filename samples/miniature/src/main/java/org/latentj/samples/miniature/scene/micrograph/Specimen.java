package org.latentj.samples.miniature.scene.micrograph;

import java.util.SplittableRandom;

/** What lies under the microscope. */
enum Specimen {
  ROUND_NUCLEI("round %s nuclei", 5, 12, 34),
  ELONGATED_NUCLEI("elongated %s nuclei", 5, 12, 32),
  FIBERS("%s fibers", 4, 11, 28),
  BACTERIA("%s bacteria", 8, 26, 80);

  private final String words;
  private final int sparse;
  private final int usual;
  private final int dense;

  Specimen(String words, int sparse, int usual, int dense) {
    this.words = words;
    this.sparse = sparse;
    this.usual = usual;
    this.dense = dense;
  }

  /** For example {@code round blue nuclei}. */
  String words(String color) {
    return words.formatted(color);
  }

  /** How many to draw: about the number for the density, within a fifth. */
  int count(Density density, SplittableRandom random) {
    int about =
        switch (density) {
          case SPARSE -> sparse;
          case USUAL -> usual;
          case DENSE -> dense;
        };
    return (int) Math.round(about * random.nextDouble(0.8, 1.2));
  }
}
