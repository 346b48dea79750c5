package org.latentj.network;

/**
 * What the emitter does to make networks faster. Users' networks are emitted with those that pay on
 * their device; the benchmark turns each the other way, to see what it is worth. Leaving one out
 * changes no result beyond rounding.
 */
public enum Optimization {
  /** Query, key and value of self-attention, and all time projections, as one product each. */
  FUSED_PROJECTIONS,
  /** Attention by libtorch's fused kernel rather than two products and a softmax in between. */
  FUSED_ATTENTION,
  /** Keys and values of the prompt once a prompt rather than at every step. */
  PROMPT_KEYS_ONCE,
  /** Time embedding and its projections once a run rather than at every step. */
  TIMES_ONCE,
  /**
   * SiLU in the memory of its input, a group norm's result that nothing else reads, and so the
   * softmax of scores, where no fused kernel has them. Not where networks are trained.
   */
  IN_PLACE_ACTIVATION,
  /**
   * Weights of convolutions and products in the order that oneDNN's kernels read, made when they
   * are loaded rather than at every call; images then are channels last throughout. Only where
   * oneDNN computes, on CPUs, and where weights are neither cast when they are used nor trained.
   */
  PACKED_WEIGHTS,
  /**
   * Doubling an image and the convolution after it as one convolution of the small image, with
   * weights that are sums of the kernel's. Not where weights are cast when they are used or
   * trained.
   */
  FOLDED_UPSAMPLING,
  /** What comes before the first cross-attention once for all prompts of a picture. */
  SHARED_FIRST_LAYERS
}
