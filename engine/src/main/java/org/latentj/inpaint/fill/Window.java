package org.latentj.inpaint.fill;

import org.latentj.image.Region;

/** How much of an image a fill looks at. */
final class Window {
  private static final int BORDER = 16;
  private static final int SEARCH = 128;
  private static final int BLUR = 256;

  private Window() {}

  /**
   * The part of an image around a hole.
   *
   * @param box what holds all of the hole
   */
  static Region around(Region box, FillKind kind, int width, int height) {
    int longest = Math.max(box.width(), box.height());
    int margin =
        switch (kind) {
          case PATCH_MATCH -> Math.max(SEARCH, longest);
          case BLUR -> BLUR;
          default -> BORDER;
        };
    int left = Math.max(0, box.x() - margin);
    int top = Math.max(0, box.y() - margin);
    int right = Math.min(width, box.right() + margin);
    int bottom = Math.min(height, box.bottom() + margin);
    return new Region(left, top, right - left, bottom - top);
  }
}
