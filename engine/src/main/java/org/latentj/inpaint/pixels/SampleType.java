package org.latentj.inpaint.pixels;

/** What an image's samples can hold. */
public enum SampleType {
  /** Whole numbers from 0 to 255. */
  UINT8(255),
  /** Whole numbers from 0 to 65535. */
  UINT16(65535),
  /** Any float. */
  FLOAT32(0);

  private final int maximum;

  SampleType(int maximum) {
    this.maximum = maximum;
  }

  /** The nearest value that a sample can hold; floats as they are. */
  public float nearest(double value) {
    return (float) (this == FLOAT32 ? value : Math.rint(Math.max(0, Math.min(maximum, value))));
  }
}
