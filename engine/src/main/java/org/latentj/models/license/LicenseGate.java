package org.latentj.models.license;

import java.io.IOException;
import java.time.Clock;

/**
 * Lets a model pass once its licence is accepted. What was accepted for a model is remembered, also
 * for its later revisions; another licence is asked for again.
 */
public final class LicenseGate {
  private final AcceptanceFile record;
  private final LicenseConsent consent;
  private final Clock clock;

  /**
   * A gate.
   *
   * @param record where answers are kept
   * @param consent whom to ask
   */
  public LicenseGate(AcceptanceFile record, LicenseConsent consent) {
    this(record, consent, Clock.systemUTC());
  }

  LicenseGate(AcceptanceFile record, LicenseConsent consent, Clock clock) {
    this.record = record;
    this.consent = consent;
    this.clock = clock;
  }

  /**
   * Returns if the licence is or was accepted.
   *
   * @param model which model it is for, as {@code hf:owner/name}
   * @param revision its commit, for the record
   * @throws LicenseNotAcceptedException if not
   * @throws IOException if the record cannot be read or written
   */
  public synchronized void require(ModelLicense license, String model, String revision)
      throws IOException {
    boolean known =
        record.read().stream()
            .anyMatch(entry -> entry.license().equals(license.id()) && entry.model().equals(model));
    if (known) {
      return;
    }
    if (!consent.accepts(license, model)) {
      throw new LicenseNotAcceptedException(license, model, consent.howToAccept(license));
    }
    record.add(new Acceptance(license.id(), model, revision, clock.instant(), consent.way()));
  }
}
