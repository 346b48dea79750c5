package org.latentj.model;

import java.util.List;

/**
 * The denoising UNet of diffusers' {@code UNet2DConditionModel}, in the variants that Stable
 * Diffusion 1.x and 2.x use.
 *
 * @param inChannels 4; 9 for inpainting checkpoints (latents, mask, masked image)
 * @param outChannels 4
 * @param blockOutChannels channels of each level, for example 320, 640, 1280, 1280
 * @param layersPerBlock resnets of a down level; an up level has one more
 * @param crossAttention for each down level, whether it holds transformer blocks; the up levels
 *     mirror it
 * @param heads number of attention heads of each level (diffusers calls this {@code
 *     attention_head_dim} for historical reasons)
 * @param transformerLayers transformer blocks of each attention
 * @param crossAttentionDim width of the conditioning, 768 or 1024
 * @param normGroups groups of every group norm
 * @param normEps epsilon of the resnets' norms
 * @param linearProjection whether a transformer's projections are linear layers (SD 2.x) instead of
 *     1x1 convolutions
 * @param flipSinToCos whether the time embedding begins with the cosines
 * @param freqShift shift of the time embedding's frequencies
 * @param sampleSize edge of the latents that the model was trained on, 64 for 512 x 512 pixels
 * @param guidanceWidth width of the guidance scale's embedding, for models that are told the scale
 *     instead of being evaluated for the negative prompt as well (latent consistency models;
 *     diffusers' {@code time_cond_proj_dim}, 256); 0 for others
 */
public record UNetConfig(
    int inChannels,
    int outChannels,
    List<Integer> blockOutChannels,
    int layersPerBlock,
    List<Boolean> crossAttention,
    List<Integer> heads,
    int transformerLayers,
    int crossAttentionDim,
    int normGroups,
    double normEps,
    boolean linearProjection,
    boolean flipSinToCos,
    double freqShift,
    int sampleSize,
    int guidanceWidth) {

  /** Copies the lists. */
  public UNetConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
    crossAttention = List.copyOf(crossAttention);
    heads = List.copyOf(heads);
  }

  /** Stable Diffusion 1.x: 859,520,964 parameters. */
  public static UNetConfig stableDiffusion1() {
    return builder().build();
  }

  /** Begins with the values of Stable Diffusion 1.x. */
  public static UNetConfigBuilder builder() {
    return new UNetConfigBuilder();
  }

  /** Begins with these values. */
  public UNetConfigBuilder toBuilder() {
    return new UNetConfigBuilder(this);
  }

  /** The same for pictures of another size. */
  public UNetConfig withSampleSize(int size) {
    return toBuilder().sampleSize(size).build();
  }

  /** The same, told the guidance scale in an embedding of that width; 0 for not told. */
  public UNetConfig withGuidanceWidth(int width) {
    return toBuilder().guidanceWidth(width).build();
  }

  /** Whether the network is told the guidance scale, and so needs no negative prompt. */
  public boolean isToldGuidance() {
    return guidanceWidth > 0;
  }

  /** How many levels there are. */
  public int levels() {
    return blockOutChannels.size();
  }
}
