package org.latentj.worker.protocol;

import com.google.gson.JsonObject;
import java.util.OptionalLong;
import org.latentj.image.Tiling;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.request.Acceleration;
import org.latentj.request.Settings;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;
import org.latentj.watermark.Watermark;

/** Settings as JSON. Numbers come back to the last bit. */
final class SettingsJson {
  private SettingsJson() {}

  static JsonObject write(Settings settings) {
    JsonObject json = new JsonObject();
    json.addProperty("negativePrompt", settings.negativePrompt());
    json.addProperty("seed", settings.seed());
    json.addProperty("batchSize", settings.batchSize());
    json.addProperty("batchSeeding", settings.batchSeeding().name());
    json.addProperty("noise", settings.noise().name());
    settings.variationSeed().ifPresent(seed -> json.addProperty("variationSeed", seed));
    json.addProperty("variationStrength", settings.variationStrength());
    json.addProperty("steps", settings.steps());
    json.addProperty("sampler", settings.sampler().name());
    json.addProperty("schedule", settings.schedule().name());
    json.addProperty("eta", settings.eta());
    settings.guidanceScale().ifPresent(scale -> json.addProperty("guidanceScale", scale));
    json.addProperty("guidanceRescale", settings.guidanceRescale());
    json.addProperty("clipSkip", settings.clipSkip());
    json.addProperty("promptSyntax", settings.promptSyntax().name());
    json.addProperty("tiling", settings.tiling().name());
    settings.watermark().ifPresent(mark -> json.addProperty("watermark", mark.text()));
    json.addProperty("deepCacheInterval", settings.acceleration().deepCacheInterval());
    json.addProperty("deepCacheDepth", settings.acceleration().deepCacheDepth());
    json.addProperty("tokenMerging", settings.acceleration().tokenMerging());
    return json;
  }

  static Settings read(Fields json) throws ProtocolException {
    return new Settings(
        json.text("negativePrompt"),
        json.whole("seed"),
        json.integer("batchSize"),
        json.choice("batchSeeding", BatchSeeding.class),
        json.choice("noise", NoiseKind.class),
        json.optionalWhole("variationSeed").map(OptionalLong::of).orElse(OptionalLong.empty()),
        json.decimal("variationStrength"),
        json.integer("steps"),
        json.choice("sampler", SamplerKind.class),
        json.choice("schedule", ScheduleKind.class),
        json.decimal("eta"),
        json.optionalDecimal("guidanceScale"),
        json.decimal("guidanceRescale"),
        json.integer("clipSkip"),
        json.choice("promptSyntax", PromptSyntax.class),
        json.choice("tiling", Tiling.class),
        json.optionalText("watermark").map(Watermark::new),
        new Acceleration(
            json.integer("deepCacheInterval"),
            json.integer("deepCacheDepth"),
            json.decimal("tokenMerging")));
  }
}
