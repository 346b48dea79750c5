package org.latentj.models.license;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the user. A front end shows a dialog, or looks at what a build's configuration says. */
public interface LicenseConsent {

  /**
   * Asks whether the terms are accepted. Called at most once for a model, with nothing fetched yet.
   *
   * @param license what is to be accepted; {@link ModelLicense#terms()} is to be shown
   * @param model which model it is for, as {@code hf:owner/name}
   * @return whether the user accepts
   */
  boolean accepts(ModelLicense license, String model);

  /** What a user who was refused has to do here, as a sentence. */
  String howToAccept(ModelLicense license);

  /** How it was accepted, for the record: {@code dialog}, {@code configuration}. */
  String way();

  /** Accepts nothing: for programs that have not asked anybody. */
  static LicenseConsent none() {
    return configured(
        Set.of(),
        "Show the terms to the user, and give a LicenseConsent that says what the user answered");
  }

  /**
   * Accepts what a configuration names.
   *
   * @param ids identifiers such as {@code creativeml-openrail-m}
   * @param howToAccept where to name one more; {@code %s} stands for its identifier
   */
  static LicenseConsent configured(Collection<String> ids, String howToAccept) {
    Set<String> accepted =
        ids.stream().map(id -> id.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return new LicenseConsent() {
      @Override
      public boolean accepts(ModelLicense license, String model) {
        return accepted.contains(license.id());
      }

      @Override
      public String howToAccept(ModelLicense license) {
        return howToAccept.replace("%s", license.id());
      }

      @Override
      public String way() {
        return "configuration";
      }
    };
  }
}
