package org.latentj.worker.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.extend.Extensions;
import org.latentj.extend.lora.LoraReference;

/** LoRAs and textual inversions as JSON. */
final class ExtensionsJson {
  private ExtensionsJson() {}

  static JsonObject write(Extensions extensions) {
    JsonObject json = new JsonObject();
    JsonArray loras = new JsonArray();
    for (LoraReference lora : extensions.loras()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("file", lora.file().toString());
      entry.addProperty("textEncoder", lora.textEncoder());
      entry.addProperty("unet", lora.unet());
      loras.add(entry);
    }
    json.add("loras", loras);
    extensions.loraFolder().ifPresent(path -> json.addProperty("loraFolder", path.toString()));
    JsonArray embeddings = new JsonArray();
    extensions.embeddings().forEach(path -> embeddings.add(path.toString()));
    json.add("embeddings", embeddings);
    return json;
  }

  static Extensions read(Fields json) throws ProtocolException {
    try {
      List<LoraReference> loras = new ArrayList<>();
      for (Fields lora : json.objects("loras")) {
        Path file = Path.of(lora.text("file"));
        loras.add(new LoraReference(file, lora.decimal("textEncoder"), lora.decimal("unet")));
      }
      Optional<Path> folder = json.optionalText("loraFolder").map(Path::of);
      return new Extensions(
          loras, folder, json.texts("embeddings").stream().map(Path::of).toList());
    } catch (InvalidPathException e) {
      throw new ProtocolException("expected the paths of extensions", e);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("expected extensions: " + e.getMessage(), e);
    }
  }
}
