package org.latentj.image;

/** How much text is read from a picture file, lest a small hostile file fill the memory. */
final class TextLimit {
  /** 4 MiB, in the file or unpacked. */
  static final int MAX_BYTES = 4 << 20;

  private TextLimit() {}
}
