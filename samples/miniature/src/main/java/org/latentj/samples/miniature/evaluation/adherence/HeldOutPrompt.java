package org.latentj.samples.miniature.evaluation.adherence;

import java.util.List;
import java.util.stream.IntStream;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;

/**
 * A prompt with a combination of shape, colour and background that training never saw.
 *
 * @param index counted from 0
 * @param scene what the picture should show
 * @param seed of the noise, 0 to 2^32 - 1
 */
public record HeldOutPrompt(int index, Scene scene, long seed) {
  private static final int PIXELS = 128;

  /**
   * The first of a series.
   *
   * @param seed of the series
   * @param count at least 0
   */
  public static List<HeldOutPrompt> series(long seed, int count) {
    Examples examples = new Examples(seed, Split.HELD_OUT, Layout.ALIGNED, PIXELS);
    return IntStream.range(0, count)
        .mapToObj(i -> new HeldOutPrompt(i, examples.scene(i), noiseSeed(seed, i)))
        .toList();
  }

  /** The seed of the noise for a picture of a series: 32 bits, as other programs take them. */
  public static long noiseSeed(long seed, long index) {
    return Seeds.mix(Seeds.mix(seed) ^ index) >>> 32;
  }

  /** The full caption. */
  public String text() {
    return Captions.full(scene);
  }
}
