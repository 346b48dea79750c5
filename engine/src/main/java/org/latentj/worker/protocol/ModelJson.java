package org.latentj.worker.protocol;

import com.google.gson.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.model.PredictionType;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

/** Models as JSON. Paths are sent as they are: a worker has its parent's working folder. */
final class ModelJson {
  private ModelJson() {}

  static JsonObject write(ModelReference model) {
    JsonObject json = new JsonObject();
    model.checkpoint().ifPresent(path -> json.addProperty("checkpoint", path.toString()));
    json.addProperty("device", model.options().device());
    json.addProperty("precision", model.options().precision().name());
    json.addProperty("memory", model.options().memory().name());
    json.addProperty("safetyChecker", model.options().safetyChecker());
    CheckpointOptions options = model.options().checkpoint();
    options.configFolder().ifPresent(path -> json.addProperty("config", path.toString()));
    options.tokenizerFolder().ifPresent(path -> json.addProperty("tokenizer", path.toString()));
    json.addProperty("ema", options.ema().name());
    options.predictionType().ifPresent(type -> json.addProperty("prediction", type.name()));
    options.variant().ifPresent(variant -> json.addProperty("variant", variant));
    options.vae().ifPresent(path -> json.addProperty("vae", path.toString()));
    json.add("extensions", ExtensionsJson.write(model.options().extensions()));
    return json;
  }

  static ModelReference read(Fields json) throws ProtocolException {
    Optional<PredictionType> prediction =
        json.optionalText("prediction").isPresent()
            ? Optional.of(json.choice("prediction", PredictionType.class))
            : Optional.empty();
    CheckpointOptions options =
        new CheckpointOptions(
            path(json, "config"),
            path(json, "tokenizer"),
            json.choice("ema", Ema.class),
            prediction,
            json.optionalText("variant"),
            path(json, "vae"));
    return new ModelReference(
        path(json, "checkpoint"),
        new LoadOptions(
            json.text("device"),
            json.choice("precision", Precision.class),
            options,
            json.choice("memory", MemoryMode.class),
            json.flag("safetyChecker"),
            ExtensionsJson.read(json.object("extensions"))));
  }

  static Optional<Path> path(Fields json, String name) throws ProtocolException {
    Optional<String> text = json.optionalText(name);
    try {
      return text.map(Path::of);
    } catch (InvalidPathException e) {
      throw new ProtocolException("expected a path as \"%s\"".formatted(name), e);
    }
  }

  static JsonObject write(ModelInfo info) {
    JsonObject json = new JsonObject();
    json.addProperty("name", info.name());
    json.addProperty("device", info.device());
    json.addProperty("deviceReason", info.deviceReason());
    json.addProperty("precision", info.precision());
    json.addProperty("nativeSize", info.nativeSize());
    json.addProperty("engineVersion", info.engineVersion());
    return json;
  }

  static ModelInfo readInfo(Fields json) throws ProtocolException {
    return new ModelInfo(
        json.text("name"),
        json.text("device"),
        json.text("deviceReason"),
        json.text("precision"),
        json.integer("nativeSize"),
        json.text("engineVersion"));
  }
}
