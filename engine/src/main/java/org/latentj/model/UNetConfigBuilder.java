package org.latentj.model;

import java.util.List;

/**
 * Builds a {@link UNetConfig}, where the values are explained. What is not set is as in Stable
 * Diffusion 1.x.
 */
public final class UNetConfigBuilder {
  private int inChannels = 4;
  private int outChannels = 4;
  private List<Integer> blockOutChannels = List.of(320, 640, 1280, 1280);
  private int layersPerBlock = 2;
  private List<Boolean> crossAttention = List.of(true, true, true, false);
  private List<Integer> heads = List.of(8, 8, 8, 8);
  private int transformerLayers = 1;
  private int crossAttentionDim = 768;
  private int normGroups = 32;
  private double normEps = 1e-5;
  private boolean linearProjection;
  private boolean flipSinToCos = true;
  private double freqShift;
  private int sampleSize = 64;
  private int guidanceWidth;

  UNetConfigBuilder() {}

  UNetConfigBuilder(UNetConfig config) {
    inChannels = config.inChannels();
    outChannels = config.outChannels();
    blockOutChannels = config.blockOutChannels();
    layersPerBlock = config.layersPerBlock();
    crossAttention = config.crossAttention();
    heads = config.heads();
    transformerLayers = config.transformerLayers();
    crossAttentionDim = config.crossAttentionDim();
    normGroups = config.normGroups();
    normEps = config.normEps();
    linearProjection = config.linearProjection();
    flipSinToCos = config.flipSinToCos();
    freqShift = config.freqShift();
    sampleSize = config.sampleSize();
    guidanceWidth = config.guidanceWidth();
  }

  /** 4, or 9 for inpainting. */
  public UNetConfigBuilder inChannels(int value) {
    inChannels = value;
    return this;
  }

  /** Channels of the prediction. */
  public UNetConfigBuilder outChannels(int value) {
    outChannels = value;
    return this;
  }

  /** Channels of each level. */
  public UNetConfigBuilder blockOutChannels(List<Integer> value) {
    blockOutChannels = value;
    return this;
  }

  /** Resnets of a down level. */
  public UNetConfigBuilder layersPerBlock(int value) {
    layersPerBlock = value;
    return this;
  }

  /** For each down level, whether it holds transformer blocks. */
  public UNetConfigBuilder crossAttention(List<Boolean> value) {
    crossAttention = value;
    return this;
  }

  /** Attention heads of each level. */
  public UNetConfigBuilder heads(List<Integer> value) {
    heads = value;
    return this;
  }

  /** Transformer blocks of each attention. */
  public UNetConfigBuilder transformerLayers(int value) {
    transformerLayers = value;
    return this;
  }

  /** Width of the conditioning. */
  public UNetConfigBuilder crossAttentionDim(int value) {
    crossAttentionDim = value;
    return this;
  }

  /** Groups of every group norm. */
  public UNetConfigBuilder normGroups(int value) {
    normGroups = value;
    return this;
  }

  /** Epsilon of the resnets' norms. */
  public UNetConfigBuilder normEps(double value) {
    normEps = value;
    return this;
  }

  /** Whether a transformer's projections are linear layers. */
  public UNetConfigBuilder linearProjection(boolean value) {
    linearProjection = value;
    return this;
  }

  /** Whether the time embedding begins with the cosines. */
  public UNetConfigBuilder flipSinToCos(boolean value) {
    flipSinToCos = value;
    return this;
  }

  /** Shift of the time embedding's frequencies. */
  public UNetConfigBuilder freqShift(double value) {
    freqShift = value;
    return this;
  }

  /** Edge of the latents that the model was trained on. */
  public UNetConfigBuilder sampleSize(int value) {
    sampleSize = value;
    return this;
  }

  /** Width of the guidance scale's embedding; 0 for none. */
  public UNetConfigBuilder guidanceWidth(int value) {
    guidanceWidth = value;
    return this;
  }

  /** The configuration. */
  public UNetConfig build() {
    return new UNetConfig(
        inChannels,
        outChannels,
        blockOutChannels,
        layersPerBlock,
        crossAttention,
        heads,
        transformerLayers,
        crossAttentionDim,
        normGroups,
        normEps,
        linearProjection,
        flipSinToCos,
        freqShift,
        sampleSize,
        guidanceWidth);
  }
}
