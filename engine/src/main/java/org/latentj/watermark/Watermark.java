package org.latentj.watermark;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.latentj.image.Picture;

/**
 * A text that a picture carries invisibly, as the scripts of CompVis' stable-diffusion put it there
 * ({@code scripts/txt2img.py}: invisible-watermark's method {@code dwtDct}). Each of its programs
 * reads what the other has written.
 *
 * <p>How: blue less luma (U of OpenCV's YUV) is halved by a Haar transform, and each 4x4 block of
 * what is left carries one bit, over and over. It survives PNG, more or less light, and JPEG of the
 * highest qualities; it does not survive scaling, turning or a will to remove it, and white, pure
 * blue and pure yellow do not hold it. So it tells that a picture was made by a machine; that there
 * is none tells nothing. The page on models in the documentation has measurements.
 *
 * @param text 8 to 32 bytes of UTF-8
 */
public record Watermark(String text) {
  /** What the original scripts write: 136 bits. */
  public static final Watermark STABLE_DIFFUSION_V1 = new Watermark("StableDiffusionV1");

  /** The fewest pixels of a picture that can carry one: 256x256, or any shape with as many. */
  public static final int LEAST_PIXELS = 256 * 256;

  private static final int LEAST_BYTES = 8;
  private static final int MOST_BYTES = 32;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is too short to be told from chance, or too long to be
   *     repeated in small pictures
   */
  public Watermark {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "expected a watermark of %d to %d bytes of UTF-8 but '%s' has %d"
              .formatted(LEAST_BYTES, MOST_BYTES, text, bytes));
    }
  }

  /**
   * Refuses sizes that cannot carry a watermark.
   *
   * @throws IllegalArgumentException for fewer than {@link #LEAST_PIXELS}
   */
  public static void requireSize(int width, int height) {
    if ((long) width * height < LEAST_PIXELS) {
      throw new IllegalArgumentException(
          ("expected a picture of %d pixels or more for a watermark, such as 256x256, but it has"
                  + " %dx%d. Make it larger, or leave the watermark out")
              .formatted(LEAST_PIXELS, width, height));
    }
  }

  /**
   * A picture with this watermark. Matches upstream to the pixel, with two traits of it: in the
   * colour difference U each square of 2x2 pixels is mirrored at its diagonal (upstream swaps the
   * wavelet's two directions on the way back), and fractions are cut off rather than rounded. Where
   * U would leave 0 to 255, which takes colours that no picture in RGB has much of, upstream wraps
   * around and this stops at the end.
   *
   * @throws IllegalArgumentException for fewer than {@link #LEAST_PIXELS}
   */
  public Picture embedded(Picture picture) {
    requireSize(picture.width(), picture.height());
    YuvPlanes yuv = YuvPlanes.of(picture);
    HaarTransform bands = transformed(yuv);
    MaxCoefficient coefficients = new MaxCoefficient(bands);
    boolean[] bits = bits();
    for (int block = 0; block < coefficients.blocks(); block++) {
      coefficients.write(block, bits[block % bits.length]);
    }
    bands.into(yuv.u(), yuv.width(), bands.alongX(), bands.alongY());
    return yuv.toPicture();
  }

  /**
   * Looks for this watermark.
   *
   * @throws IllegalArgumentException for fewer than {@link #LEAST_PIXELS}
   */
  public Detection detectIn(Picture picture) {
    boolean[] wanted = bits();
    boolean[] found = readBits(picture, wanted.length);
    int matching = 0;
    for (int i = 0; i < wanted.length; i++) {
      matching += wanted[i] == found[i] ? 1 : 0;
    }
    return new Detection(matching, wanted.length);
  }

  /**
   * Reads a text of unknown content and known length.
   *
   * @param bytes of UTF-8: 17 for {@link #STABLE_DIFFUSION_V1}
   * @return empty if what is there is no UTF-8; where there is no watermark, there may be nonsense
   * @throws IllegalArgumentException for fewer than {@link #LEAST_PIXELS}
   */
  public static Optional<String> readText(Picture picture, int bytes) {
    boolean[] bits = readBits(picture, 8 * bytes);
    byte[] packed = new byte[bytes];
    for (int i = 0; i < bits.length; i++) {
      packed[i / 8] |= (byte) (bits[i] ? 0x80 >> i % 8 : 0);
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(packed))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Each bit by the majority of the blocks that carry it; of a tie, a 1. */
  private static boolean[] readBits(Picture picture, int count) {
    requireSize(picture.width(), picture.height());
    MaxCoefficient coefficients = new MaxCoefficient(transformed(YuvPlanes.of(picture)));
    int[] ones = new int[count];
    int[] all = new int[count];
    for (int block = 0; block < coefficients.blocks(); block++) {
      ones[block % count] += coefficients.read(block) ? 1 : 0;
      all[block % count]++;
    }
    boolean[] bits = new boolean[count];
    for (int i = 0; i < count; i++) {
      bits[i] = 255.0 * ones[i] > 127.0 * all[i];
    }
    return bits;
  }

  /** Rows and columns beyond a multiple of four are left alone. */
  private static HaarTransform transformed(YuvPlanes yuv) {
    return HaarTransform.of(yuv.u(), yuv.width(), yuv.width() / 4 * 4, yuv.height() / 4 * 4);
  }

  /** The text's bits, the highest of each byte first. */
  private boolean[] bits() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean[] bits = new boolean[8 * bytes.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (bytes[i / 8] << i % 8 & 0x80) != 0;
    }
    return bits;
  }

  /**
   * How much of a watermark was found.
   *
   * @param matching bits that are as they should be
   * @param bits all of them; about half match by chance
   */
  public record Detection(int matching, int bits) {
    /** Six standard deviations of what chance gives: once in a thousand million pictures. */
    private static final double DEVIATIONS = 6;

    /** Whether so many bits match that it is no chance. */
    public boolean isPresent() {
      return matching >= 0.5 * bits + DEVIATIONS * 0.5 * Math.sqrt(bits);
    }
  }
}
