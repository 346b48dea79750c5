package org.latentj.extend.lora;

/** What a tensor of a LoRA is in its layer. */
enum LoraPart {
  /** (rank, in, kH, kW) or (rank, in). */
  DOWN,
  /** (out, rank) or (out, rank, 1, 1). */
  UP,
  /** (rank, rank, kH, kW): the kernel of a Tucker decomposition. */
  MID,
  /** One number; alpha / rank is the factor of the change. */
  ALPHA,
  /** One number, the factor itself. */
  SCALE,
  /** LoHa. */
  HADA_W1_A,
  HADA_W1_B,
  HADA_T1,
  HADA_W2_A,
  HADA_W2_B,
  HADA_T2,
  /** LoKr. */
  LOKR_W1,
  LOKR_W1_A,
  LOKR_W1_B,
  LOKR_W2,
  LOKR_W2_A,
  LOKR_W2_B,
  LOKR_T2,
  /** The whole change of a weight. */
  DIFF
}
