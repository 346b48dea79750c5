package org.latentj.samples.miniature.evaluation.model;

import org.latentj.image.Picture;
import org.latentj.request.GenerationRequest;

/** What measurements need of a model: a picture for a request. */
@FunctionalInterface
public interface Painter {
  /** The first picture of a request. */
  Picture paint(GenerationRequest request);
}
