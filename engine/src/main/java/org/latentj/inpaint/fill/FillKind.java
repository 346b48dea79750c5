package org.latentj.inpaint.fill;

import java.util.Arrays;
import java.util.List;
import org.latentj.label.Labels;

/** What a selection is filled with: before a model repaints it, or instead. */
public enum FillKind {
  /** {@link #ORIGINAL} below strength 1, {@link #MEMBRANE} at 1. */
  AUTOMATIC("automatic", false),
  /** The image as it is. */
  ORIGINAL("original", false),
  /** One value: the middle grey of the displayed range, or the median of what surrounds a hole. */
  NEUTRAL("neutral", true),
  /** Ever sharper blurs of the surroundings, as A1111's {@code fill}. */
  BLUR("blur", true),
  /** The smoothest surface over the hole that meets its border: Laplace's equation. */
  MEMBRANE("membrane", true),
  /** Lines that reach the hole are continued into it: Bertalmio et al. 2001, as OpenCV. */
  NAVIER_STOKES("navier-stokes", true),
  /** Texture from elsewhere in the image: Barnes et al. 2009, Wexler et al. 2007. */
  PATCH_MATCH("patchmatch", true),
  /** Noise in place of the encoded image; only for a model. */
  LATENT_NOISE("latent noise", false);

  private final String label;
  private final boolean standalone;

  FillKind(String label, boolean standalone) {
    this.label = label;
    this.standalone = standalone;
  }

  /** Its name for users, lower case. */
  public String label() {
    return label;
  }

  /** Whether it fills a selection by itself, without a model. */
  public boolean standalone() {
    return standalone;
  }

  /** Those that work without a model. */
  public static List<FillKind> standaloneKinds() {
    return Arrays.stream(values()).filter(FillKind::standalone).toList();
  }

  /**
   * The kind of that label, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static FillKind ofLabel(String label) {
    return Labels.find(values(), FillKind::label, "expected a fill of", label);
  }
}
