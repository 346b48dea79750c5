package org.latentj.image;

/** What inpainting starts from inside the mask: A1111's "Masked content". */
public enum MaskFill {
  /** Colours blurred in from outside the mask. */
  FILL("fill"),
  /** The picture as it is. */
  ORIGINAL("original"),
  /** Noise instead of the encoded picture: latents * (1 - mask) + noise * mask. */
  LATENT_NOISE("latent noise"),
  /** Zeros instead of the encoded picture: latents * (1 - mask). */
  LATENT_NOTHING("latent nothing");

  private final String infotextName;

  MaskFill(String infotextName) {
    this.infotextName = infotextName;
  }

  /** The name in A1111's {@code Masked content}. */
  public String infotextName() {
    return infotextName;
  }

  /**
   * The picture that is to be encoded. Only {@link #FILL} changes pixels; the latent fills act
   * after encoding.
   *
   * @param picture the original; not modified
   * @param mask of the same size, 1 = to be filled
   */
  public Picture apply(Picture picture, Mask mask) {
    Composite.requireSameSize(picture, mask);
    return this == FILL ? BlurFill.fill(picture, mask) : picture;
  }
}
