package org.latentj.imagej.model;

import org.latentj.models.LibrarySettings;
import org.latentj.models.license.LicenseConsent;
import org.scijava.service.SciJavaService;

/** Where models from elsewhere are kept, and how they are fetched. */
public interface LibraryService extends SciJavaService {

  /**
   * The settings for now.
   *
   * @param consent whom to ask about licences
   */
  LibrarySettings settings(LicenseConsent consent);
}
