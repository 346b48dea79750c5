package org.latentj.runtime;

import org.latentj.tensor.FloatTensor;

/**
 * A ControlNet's part in one call of the UNet. Everything stays its maker's.
 *
 * @param model the network
 * @param hint from {@link ControlNetModel#hint}, for the picture's size
 * @param times from {@link ControlNetModel#times}, of the same timesteps as the UNet's
 * @param conditioning from {@link ControlNetModel#condition}, of the same prompts as the UNet's
 * @param scales (B, {@link ControlNetModel#residuals}), what each residual of each member of the
 *     batch is multiplied with; 0 for none
 */
public record ControlInput(
    ControlNetModel model,
    ControlHint hint,
    TimeTable times,
    Conditioning conditioning,
    FloatTensor scales) {}
