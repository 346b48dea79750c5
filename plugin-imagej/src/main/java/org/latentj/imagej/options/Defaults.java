package org.latentj.imagej.options;

/** What every command begins with; the engine's own defaults where it has some. */
public final class Defaults {
  /** Sampling steps. */
  public static final int STEPS = 50;

  /** Classifier-free guidance: the model's own. */
  public static final double GUIDANCE = 0;

  /** The sampling method, by its name. */
  public static final String SAMPLER = "PLMS";

  /** Where the steps lie, by its name. */
  public static final String SCHEDULE = "Automatic";

  /** Of the noise: another one each time. */
  public static final long SEED = RandomSeed.ASK;

  /** Of image to image: keeps the composition, changes what is drawn. */
  public static final double IMAGE_STRENGTH = 0.6;

  /** Of inpainting: what was there does not shine through. */
  public static final double INPAINT_STRENGTH = 1;

  /** Of the second pass of an upscaling: refines, invents nothing. */
  public static final double REFINE_STRENGTH = 0.4;

  /** How far a variation moves from its picture. */
  public static final double VARIATION = 0.2;

  /** Pictures of a set of variations. */
  public static final int VARIATIONS = 4;

  /** Columns or rows that outpainting adds. */
  public static final int BORDER = 64;

  /** How much larger Upscale makes a picture. */
  public static final double FACTOR = 2;

  /** Most pixels along a side that commands ask for. */
  public static final int MAX_SIDE = 2048;

  /** {@link #MAX_SIDE} for annotations. */
  public static final String MAX_SIDE_TEXT = "2048";

  private Defaults() {}
}
