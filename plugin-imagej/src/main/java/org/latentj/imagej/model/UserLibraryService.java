package org.latentj.imagej.model;

import java.util.Optional;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.models.LibrarySettings;
import org.latentj.models.license.LicenseConsent;
import org.scijava.options.OptionsService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * The user's library, which Maven builds and Java programs use, too: what the environment says, and
 * the token of Edit &gt; Options &gt; Stable Diffusion... where one is set.
 */
@Plugin(type = Service.class)
public final class UserLibraryService extends AbstractService implements LibraryService {
  @Parameter private OptionsService options;

  @Override
  public LibrarySettings settings(LicenseConsent consent) {
    LibrarySettings settings = LibrarySettings.fromEnvironment(consent);
    EngineOptions engine = options.getOptions(EngineOptions.class);
    Optional<String> token = engine == null ? Optional.empty() : engine.hubToken();
    return token.isEmpty() ? settings : settings.withHub(settings.hub().withToken(token));
  }
}
