package org.latentj.models.download;

import java.util.Locale;

/** Numbers of bytes for people, in powers of 1000. */
public final class ByteCount {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private ByteCount() {}

  /** Three digits and a unit, for example {@code 4.27 GB}; bytes below 1000 exactly. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }
}
