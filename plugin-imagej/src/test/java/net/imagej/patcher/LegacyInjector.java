package net.imagej.patcher;

/** Stands where Fiji's bridge has its own: that it is loaded says that it was asked. */
public final class LegacyInjector {
  private LegacyInjector() {}

  /** What the bridge's own does: changes ImageJ's classes, which must not be loaded yet. */
  public static void preinit() {
    // Being loaded is all that the test looks at.
  }
}
