package org.latentj.models.license;

import java.io.IOException;

/** A model's licence was not accepted; the message shows the terms and says how to accept them. */
public final class LicenseNotAcceptedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ModelLicense license;

  LicenseNotAcceptedException(ModelLicense license, String model, String howToAccept) {
    super(
        "%s is under a licence that you have not accepted, so it is neither fetched nor used.%n%n%s%n%s."
            .formatted(model, license.terms(), howToAccept));
    this.license = license;
  }

  /** What was not accepted. */
  public ModelLicense license() {
    return license;
  }
}
