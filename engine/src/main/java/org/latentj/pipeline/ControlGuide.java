package org.latentj.pipeline;

import org.latentj.request.Control;
import org.latentj.runtime.ControlNetModel;
import org.latentj.tensor.FloatTensor;

/**
 * A ControlNet of a run in latent space.
 *
 * @param model the loaded network, which stays the caller's
 * @param control what was asked for
 * @param hint (1, 3, H, W) of the picture's size, in [0, 1], or -1 in holes
 */
public record ControlGuide(ControlNetModel model, Control control, FloatTensor hint) {}
