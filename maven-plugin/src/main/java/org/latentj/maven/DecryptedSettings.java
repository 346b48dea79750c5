package org.latentj.maven;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** Maven's settings with the passwords of servers and proxies as they were before encryption. */
final class DecryptedSettings {
  private DecryptedSettings() {}

  /** A copy; what the session holds stays encrypted. */
  static Settings of(MavenSession session, SettingsDecrypter decrypter) {
    Settings settings = session.getSettings().clone();
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(settings));
    settings.setServers(result.getServers());
    settings.setProxies(result.getProxies());
    return settings;
  }
}
