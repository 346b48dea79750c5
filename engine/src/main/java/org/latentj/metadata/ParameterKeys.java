package org.latentj.metadata;

import java.util.List;

/**
 * Names of settings in A1111's {@code parameters} text, in the order of {@code create_infotext} in
 * its {@code modules/processing.py}.
 */
public final class ParameterKeys {
  public static final String STEPS = "Steps";
  public static final String SAMPLER = "Sampler";
  public static final String SCHEDULE_TYPE = "Schedule type";
  public static final String CFG_SCALE = "CFG scale";
  public static final String SEED = "Seed";
  public static final String SIZE = "Size";
  public static final String MODEL_HASH = "Model hash";
  public static final String MODEL = "Model";
  public static final String VAE_HASH = "VAE hash";
  public static final String VAE = "VAE";
  public static final String VARIATION_SEED = "Variation seed";
  public static final String VARIATION_STRENGTH = "Variation seed strength";
  public static final String DENOISING_STRENGTH = "Denoising strength";
  public static final String CLIP_SKIP = "Clip skip";
  public static final String RNG = "RNG";
  public static final String TILING = "Tiling";
  public static final String MASK_BLUR = "Mask blur";
  public static final String INPAINT_AREA = "Inpaint area";
  public static final String MASKED_AREA_PADDING = "Masked area padding";
  public static final String MASKED_CONTENT = "Masked content";
  public static final String MASK_MODE = "Mask mode";

  /** Before the number of a ControlNet, from 0; its value is a line of settings of its own. */
  public static final String CONTROL_NET = "ControlNet ";

  public static final String LORA_HASHES = "Lora hashes";
  public static final String TI_HASHES = "TI hashes";
  public static final String VERSION = "Version";

  /** The settings that come first, in this order; all others but the version follow. */
  static final List<String> LEADING =
      List.of(
          STEPS,
          SAMPLER,
          SCHEDULE_TYPE,
          CFG_SCALE,
          "Image CFG scale",
          SEED,
          "Face restoration",
          SIZE,
          MODEL_HASH,
          MODEL,
          VAE_HASH,
          VAE,
          VARIATION_SEED,
          VARIATION_STRENGTH,
          "Seed resize from",
          DENOISING_STRENGTH,
          "Conditional mask weight",
          CLIP_SKIP,
          "ENSD",
          "Token merging ratio",
          "Token merging ratio hr",
          "Init image hash",
          RNG,
          "NGMS",
          TILING);

  private ParameterKeys() {}
}
