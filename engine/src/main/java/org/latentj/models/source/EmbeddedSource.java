package org.latentj.models.source;

/** The model inside this library. */
public record EmbeddedSource() implements ModelSource {
  /** How it is named. */
  public static final String NAME = "miniature";

  @Override
  public String text() {
    return NAME;
  }

  @Override
  public String name() {
    return NAME;
  }
}
