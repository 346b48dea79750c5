package org.latentj.models.convert;

/** Follows a conversion, on the thread that converts. */
public interface ConversionListener {
  /** Hears nothing, cancels nothing. */
  ConversionListener NONE = new ConversionListener() {};

  /**
   * How far it is; before every tensor and at the end.
   *
   * @param bytes of weights that are written
   * @param totalBytes of all weights
   */
  default void progress(long bytes, long totalBytes) {}

  /**
   * Asked before every tensor and at the end; true ends the conversion, of which nothing is left.
   */
  default boolean cancelled() {
    return false;
  }
}
