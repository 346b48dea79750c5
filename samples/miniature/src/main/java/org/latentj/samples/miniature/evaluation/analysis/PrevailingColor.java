package org.latentj.samples.miniature.evaluation.analysis;

import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.latentj.samples.miniature.scene.NamedColor;

/** What most of some pixels are called. */
final class PrevailingColor {
  private static final int BORDER = 4;

  private PrevailingColor() {}

  /** The name of most pixels within 4 pixels of the border. */
  static NamedColor alongBorder(LabPicture picture) {
    int last = LabPicture.EDGE - 1 - BORDER;
    return of(
        picture,
        Area.where(
            i -> {
              int x = i % LabPicture.EDGE;
              int y = i / LabPicture.EDGE;
              return x < BORDER || y < BORDER || x > last || y > last;
            }));
  }

  /**
   * The name of most pixels.
   *
   * @param pixels at least one
   */
  static NamedColor of(LabPicture picture, BitSet pixels) {
    return groups(picture, pixels).entrySet().stream()
        .max(Comparator.comparingInt(group -> group.getValue().cardinality()))
        .orElseThrow()
        .getKey();
  }

  /** The pixels by what they are called; colours that none is called by are missing. */
  static Map<NamedColor, BitSet> groups(LabPicture picture, BitSet pixels) {
    Map<NamedColor, BitSet> groups = new EnumMap<>(NamedColor.class);
    pixels.stream()
        .forEach(i -> groups.computeIfAbsent(picture.name(i), name -> new BitSet()).set(i));
    return groups;
  }
}
