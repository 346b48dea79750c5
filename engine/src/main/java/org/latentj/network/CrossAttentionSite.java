package org.latentj.network;

/**
 * A place in the UNet where it attends to the conditioning.
 *
 * @param name diffusers' name, for example {@code down_blocks.0.attentions.1}
 * @param channels width of the tokens
 * @param heads attention heads
 * @param level of the UNet, 0 for the highest resolution
 * @param firstBlock number of transformer blocks in earlier sites
 */
record CrossAttentionSite(String name, int channels, int heads, int level, int firstBlock) {

  /** The name of transformer block {@code index}. */
  String block(int index) {
    return name + ".transformer_blocks." + index;
  }
}
