package org.latentj.inpaint.composite;

import org.latentj.label.Labels;

/** How a painted picture is laid over the original. */
public enum CompositeKind {
  /** A mixture by the feathered selection. */
  ALPHA("feathered alpha"),
  /**
   * As {@link #ALPHA}, after the difference to the original along the selection's border was
   * carried smoothly through the selection: no step of tone is left (Perez et al. 2003).
   */
  MEMBRANE("membrane"),
  /** Each octave of detail mixed over its own width (Burt and Adelson 1983). */
  PYRAMID("Laplacian pyramid");

  private final String label;

  CompositeKind(String label) {
    this.label = label;
  }

  /** Its name for users. */
  public String label() {
    return label;
  }

  /**
   * The kind of that label, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static CompositeKind ofLabel(String label) {
    return Labels.find(values(), CompositeKind::label, "expected a composite of", label);
  }
}
