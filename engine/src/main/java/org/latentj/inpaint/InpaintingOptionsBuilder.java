package org.latentj.inpaint;

import java.util.List;
import java.util.OptionalInt;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.Control;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;

/** Builds {@link InpaintingOptions}; every setter is described there. */
public final class InpaintingOptionsBuilder {
  private double strength;
  private FillKind fill;
  private MaskBlending blending;
  private CompositeKind composite;
  private boolean colorMatch;
  private OptionalInt grow;
  private OptionalInt feather;
  private OptionalInt context;
  private boolean twoPasses;
  private double refineStrength;
  private Settings settings;
  private List<Control> controls;

  InpaintingOptionsBuilder(InpaintingOptions from) {
    strength = from.strength();
    fill = from.fill();
    blending = from.blending();
    composite = from.composite();
    colorMatch = from.colorMatch();
    grow = from.grow();
    feather = from.feather();
    context = from.context();
    twoPasses = from.twoPasses();
    refineStrength = from.refineStrength();
    settings = from.settings();
    controls = from.controls();
  }

  /** From 0 (keep) to 1 (begin with noise). */
  public InpaintingOptionsBuilder strength(double value) {
    strength = value;
    return this;
  }

  /** What the selection begins as. */
  public InpaintingOptionsBuilder fill(FillKind value) {
    fill = value;
    return this;
  }

  /** How sampling keeps to what is not selected. */
  public InpaintingOptionsBuilder blending(MaskBlending value) {
    blending = value;
    return this;
  }

  /** How the result is laid over the image. */
  public InpaintingOptionsBuilder composite(CompositeKind value) {
    composite = value;
    return this;
  }

  /** Whether the result's tones are brought to the image's. */
  public InpaintingOptionsBuilder colorMatch(boolean value) {
    colorMatch = value;
    return this;
  }

  /** How far the selection is enlarged, in pixels. */
  public InpaintingOptionsBuilder grow(int value) {
    grow = OptionalInt.of(value);
    return this;
  }

  /** How far the enlarged selection fades, in pixels. */
  public InpaintingOptionsBuilder feather(int value) {
    feather = OptionalInt.of(value);
    return this;
  }

  /** How much around the selection the model sees, in pixels. */
  public InpaintingOptionsBuilder context(int value) {
    context = OptionalInt.of(value);
    return this;
  }

  /** Whether large regions are painted small first and then refined. */
  public InpaintingOptionsBuilder twoPasses(boolean value) {
    twoPasses = value;
    return this;
  }

  /** Strength of the second pass. */
  public InpaintingOptionsBuilder refineStrength(double value) {
    refineStrength = value;
    return this;
  }

  /** How it is sampled. */
  public InpaintingOptionsBuilder settings(Settings value) {
    settings = value;
    return this;
  }

  /** The ControlNets that guide it; their hints are of the whole image. */
  public InpaintingOptionsBuilder controls(List<Control> value) {
    controls = value;
    return this;
  }

  /**
   * The options.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public InpaintingOptions build() {
    return new InpaintingOptions(
        strength,
        fill,
        blending,
        composite,
        colorMatch,
        grow,
        feather,
        context,
        twoPasses,
        refineStrength,
        settings,
        controls);
  }
}
