package org.latentj.imagej.model;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.latentj.models.license.LicenseConsent;
import org.latentj.models.license.ModelLicense;

/**
 * Whether the user accepts a licence: what a macro says, or else what is answered in a dialog.
 * Where no dialog may open, nothing is accepted that was not said.
 */
public final class UserConsent implements LicenseConsent {
  private final Set<String> accepted;
  private volatile boolean asked;

  /**
   * A consent.
   *
   * @param accepted identifiers of licences, with commas between them; blank for none
   */
  public UserConsent(String accepted) {
    this.accepted =
        Arrays.stream(accepted.split(","))
            .map(id -> id.strip().toLowerCase(Locale.ROOT))
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether somebody sits before a screen who can be asked. */
  public static boolean canAsk() {
    return !GraphicsEnvironment.isHeadless() && !IJ.isMacro();
  }

  @Override
  public boolean accepts(ModelLicense license, String model) {
    asked = !accepted.contains(license.id());
    return !asked || canAsk() && TermsDialog.accepts(license, model);
  }

  @Override
  public String howToAccept(ModelLicense license) {
    return ("If you accept them, say so when you are asked: Plugins > Stable Diffusion > Manage"
            + " Models..., 'fetch'. In a macro: run(\"Manage Models...\", \"action=fetch"
            + " model=[...] accept=%s\")")
        .formatted(license.id());
  }

  @Override
  public String way() {
    return asked ? "dialog" : "macro";
  }
}
