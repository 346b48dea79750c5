package org.latentj;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.ReadFailure;
import org.latentj.checkpoint.Sha256;
import org.latentj.extend.ExtensionFolder;
import org.latentj.extend.lora.LoraHash;
import org.latentj.extend.lora.LoraReference;
import org.latentj.metadata.ParameterKeys;

/** What all pictures of a model say of what extends it. */
final class ExtensionSettings {
  /** Our own setting: LoRAs that no prompt asks for, as {@code NAME:TEXT:UNET HASH}. */
  private static final String MERGED_LORAS = "Merged LoRAs";

  private static final int SHORT_HASH = 10;

  private ExtensionSettings() {}

  static Map<String, String> of(Checkpoint checkpoint, LoadOptions options) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (checkpoint.vaeFile().isPresent()) {
      Path file = checkpoint.vaeFile().get();
      try {
        settings.put(ParameterKeys.VAE_HASH, Sha256.ofFile(file).substring(0, SHORT_HASH));
      } catch (IOException e) {
        throw ReadFailure.of(file, e);
      }
      Path named = options.checkpoint().vae().orElse(file).toAbsolutePath().normalize();
      settings.put(ParameterKeys.VAE, String.valueOf(named.getFileName()));
    }
    if (!options.extensions().loras().isEmpty()) {
      settings.put(
          MERGED_LORAS,
          options.extensions().loras().stream()
              .map(ExtensionSettings::described)
              .collect(Collectors.joining(", ")));
    }
    return settings;
  }

  private static String described(LoraReference lora) {
    String hash = LoraHash.of(lora.file()).substring(0, LoraHash.SHORT);
    return "%s:%s:%s %s"
        .formatted(ExtensionFolder.nameOf(lora.file()), lora.textEncoder(), lora.unet(), hash);
  }
}
