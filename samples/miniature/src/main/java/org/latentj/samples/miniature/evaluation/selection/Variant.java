package org.latentj.samples.miniature.evaluation.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.request.MaskBlending;

/**
 * A way to inpaint.
 *
 * @param blending how sampling keeps to what is not selected
 * @param colorMatch whether tones are matched
 * @param composite how the result is laid over the image
 */
record Variant(MaskBlending blending, boolean colorMatch, CompositeKind composite) {

  /** Of one blending all that need the same painted picture follow each other. */
  static List<Variant> all() {
    List<Variant> variants = new ArrayList<>();
    for (MaskBlending blending : MaskBlending.values()) {
      variants.add(new Variant(blending, false, CompositeKind.ALPHA));
      for (CompositeKind composite : CompositeKind.values()) {
        variants.add(new Variant(blending, true, composite));
      }
    }
    return variants;
  }

  String blendingName() {
    return blending.name().toLowerCase(Locale.ROOT);
  }

  String compositeName() {
    return composite.label() + (colorMatch ? "" : ", no colour match");
  }

  /** Fits under a small picture. */
  String caption() {
    String way = blending == MaskBlending.CLASSIC ? "classic" : "diff.";
    String laid = composite.name().toLowerCase(Locale.ROOT);
    return way + " " + laid + (colorMatch ? "" : ", raw");
  }
}
