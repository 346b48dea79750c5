package org.latentj.maven.manifest;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latentj.image.Tiling;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.maven.manifest.ControlInput.Preprocessing;
import org.latentj.noise.NoiseKind;
import org.latentj.request.Acceleration;
import org.latentj.request.Settings;
import org.latentj.sampler.SamplerName;
import org.latentj.sampler.ScheduleKind;

/** All keys that take values, and where they may stand. */
final class Keys {
  // Of a manifest.
  static final Key<String> MODEL = text("model");
  static final Key<String> TOKENIZER = text("tokenizer");
  static final Key<String> CONFIG = text("config");
  static final Key<String> VAE = text("vae");
  static final Key<Names> EMBEDDINGS =
      new Key<>("embeddings", Names.class, Values.names()).orList();
  static final Key<Boolean> SAFETY = new Key<>("safety", Boolean.class, Values.yesOrNo());
  static final Key<String> LICENSE = text("license");
  static final Key<String> EXTENDS = text("extends");

  /** Ignored here: editors find the schema by it. */
  static final Key<String> SCHEMA = text("$schema");

  // Of a LoRA that is merged into the model.
  static final Key<String> LORA = text("lora");
  static final Key<Double> LORA_WEIGHT = new Key<>("weight", Double.class, Values.decimal(-10, 10));
  static final List<Key<?>> LORA_PARTS = List.of(LORA, LORA_WEIGHT);
  static final Key<Entries> LORAS = Key.ofMappings("loras", LORA_PARTS);

  // Of a ControlNet.
  static final Key<String> CONTROL_MODEL = text("model");
  static final Key<String> CONTROL_IMAGE = text("image");
  static final Key<Preprocessing> PREPROCESSING =
      new Key<>(
          "preprocessing",
          Preprocessing.class,
          Values.choice(
              Map.of(
                  "none", Preprocessing.NONE,
                  "canny", Preprocessing.CANNY,
                  "scribble", Preprocessing.SCRIBBLE)));
  static final Key<Double> CONTROL_WEIGHT = decimal("weight", 10);
  static final Key<Double> CONTROL_START = decimal("start", 1);
  static final Key<Double> CONTROL_END = decimal("end", 1);
  static final Key<Boolean> GUESS = new Key<>("guess", Boolean.class, Values.yesOrNo());
  static final List<Key<?>> CONTROL_PARTS =
      List.of(
          CONTROL_MODEL,
          CONTROL_IMAGE,
          PREPROCESSING,
          CONTROL_WEIGHT,
          CONTROL_START,
          CONTROL_END,
          GUESS);

  // Of a style only.
  static final Key<String> STYLE_EXTENDS = text("extends");
  static final Key<String> PREFIX = text("prefix");
  static final Key<String> SUFFIX = text("suffix");

  // Of a sprite sheet.
  static final Key<String> SHEET_OUTPUT =
      new Key<>("output", String.class, path -> OutputPath.check(path, ".png"));
  static final Key<String> ATLAS =
      new Key<>("atlas", String.class, path -> OutputPath.check(path, ".json"));
  static final Key<Names> SHEET_ASSETS = new Key<>("assets", Names.class, Values.names()).orList();
  static final Key<Integer> PADDING = new Key<>("padding", Integer.class, Values.count(0, 64));
  static final Key<Integer> COLUMNS = new Key<>("columns", Integer.class, Values.count(1, 256));

  // Of an asset only.
  static final Key<String> OUTPUT = new Key<>("output", String.class, OutputPath::check);
  static final Key<String> NAME = new Key<>("name", String.class, OutputPath::ofName);

  // Of an asset or of the defaults.
  static final Key<String> PROMPT = text("prompt");
  static final Key<String> NEGATIVE_PROMPT = text("negativePrompt");
  static final Key<Long> SEED = new Key<>("seed", Long.class, Values.whole(0, Long.MAX_VALUE));
  static final Key<Size> SIZE = new Key<>("size", Size.class, Values.size());
  static final Key<Integer> WIDTH = new Key<>("width", Integer.class, Values.side());
  static final Key<Integer> HEIGHT = new Key<>("height", Integer.class, Values.side());
  static final Key<Integer> STEPS =
      new Key<>("steps", Integer.class, Values.count(1, Settings.MAX_STEPS));
  static final Key<SamplerName> SAMPLER =
      new Key<>("sampler", SamplerName.class, SamplerName::parse);
  static final Key<ScheduleKind> SCHEDULE =
      new Key<>("schedule", ScheduleKind.class, ScheduleKind::ofName);
  static final Key<Double> GUIDANCE = decimal("guidance", 100);
  static final Key<Double> GUIDANCE_RESCALE = decimal("guidanceRescale", 1);
  static final Key<Double> ETA = decimal("eta", 1);
  static final Key<Integer> CLIP_SKIP = new Key<>("clipSkip", Integer.class, Values.count(0, 11));
  static final Key<Integer> DEEP_CACHE =
      new Key<>("deepCache", Integer.class, Values.count(1, Acceleration.MAX_INTERVAL));
  static final Key<Integer> DEEP_CACHE_DEPTH =
      new Key<>("deepCacheDepth", Integer.class, Values.count(1, Acceleration.MAX_DEPTH));
  static final Key<Double> TOKEN_MERGING = decimal("tokenMerging", Acceleration.MAX_MERGING);
  static final Key<String> INIT = text("init");
  static final Key<String> MASK = text("mask");
  static final Key<Double> STRENGTH = decimal("strength", 1);
  static final Key<FillKind> FILL =
      new Key<>(
          "fill",
          FillKind.class,
          Values.choice(
              Map.of(
                  "automatic", FillKind.AUTOMATIC,
                  "original", FillKind.ORIGINAL,
                  "neutral", FillKind.NEUTRAL,
                  "blur", FillKind.BLUR,
                  // A1111's name.
                  "fill", FillKind.BLUR,
                  "membrane", FillKind.MEMBRANE,
                  "navier-stokes", FillKind.NAVIER_STOKES,
                  "patchmatch", FillKind.PATCH_MATCH,
                  "noise", FillKind.LATENT_NOISE)));
  static final Key<CompositeKind> COMPOSITE =
      new Key<>(
          "composite",
          CompositeKind.class,
          Values.choice(
              Map.of(
                  "alpha", CompositeKind.ALPHA,
                  "membrane", CompositeKind.MEMBRANE,
                  "pyramid", CompositeKind.PYRAMID)));
  static final Key<Integer> GROW = width("grow", InpaintingOptions.MAX_WIDTH);
  static final Key<Integer> FEATHER = width("feather", InpaintingOptions.MAX_WIDTH);
  static final Key<Integer> CONTEXT = width("context", InpaintingOptions.MAX_CONTEXT);
  static final Key<Tiling> TILING =
      new Key<>(
          "tiling",
          Tiling.class,
          Values.choice(
              Map.of("none", Tiling.NONE, "x", Tiling.X, "y", Tiling.Y, "both", Tiling.BOTH)));
  static final Key<NoiseKind> NOISE =
      new Key<>(
          "noise",
          NoiseKind.class,
          Values.choice(Map.of("cpu", NoiseKind.CPU, "gpu", NoiseKind.GPU)));
  static final Key<Long> VARIATION_SEED =
      new Key<>("variationSeed", Long.class, Values.whole(0, Long.MAX_VALUE));
  static final Key<Double> VARIATION_STRENGTH = decimal("variationStrength", 1);
  static final Key<Entries> CONTROL = Key.ofMappings("control", CONTROL_PARTS);
  static final Key<WatermarkChoice> WATERMARK =
      new Key<>("watermark", WatermarkChoice.class, WatermarkChoice::parse);
  static final Key<Names> STYLE = new Key<>("style", Names.class, Values.names()).orList();
  static final Key<Double> QUALITY = decimal("quality", 1);
  static final Key<Boolean> LOSSLESS = new Key<>("lossless", Boolean.class, Values.yesOrNo());
  static final Key<WholeNumbers> SIZES =
      new Key<>("sizes", WholeNumbers.class, Values.wholes(1, 8192)).orList();
  static final Key<WholeNumbers> SCALES =
      new Key<>("scales", WholeNumbers.class, Values.wholes(1, 4)).orList();
  static final Key<Boolean> TRANSPARENT = new Key<>("transparent", Boolean.class, Values.yesOrNo());
  static final Key<Integer> TOLERANCE =
      new Key<>("transparentTolerance", Integer.class, Values.count(0, 255));
  static final Key<Double> SEAM_LIMIT = decimal("seamLimit", 100);

  // Keys that hold mappings or lists.
  static final String VARIABLES_NAME = "variables";
  static final String STYLES_NAME = "styles";
  static final String DEFAULTS_NAME = "defaults";
  static final String ASSETS_NAME = "assets";
  static final String SHEETS_NAME = "spriteSheets";

  /** What {@code defaults} may hold. */
  static final List<Key<?>> DEFAULTS =
      List.of(
          PROMPT,
          NEGATIVE_PROMPT,
          SEED,
          SIZE,
          WIDTH,
          HEIGHT,
          STEPS,
          SAMPLER,
          SCHEDULE,
          GUIDANCE,
          GUIDANCE_RESCALE,
          ETA,
          CLIP_SKIP,
          DEEP_CACHE,
          DEEP_CACHE_DEPTH,
          TOKEN_MERGING,
          INIT,
          MASK,
          STRENGTH,
          FILL,
          COMPOSITE,
          GROW,
          FEATHER,
          CONTEXT,
          TILING,
          NOISE,
          VARIATION_SEED,
          VARIATION_STRENGTH,
          CONTROL,
          WATERMARK,
          STYLE,
          QUALITY,
          LOSSLESS,
          SIZES,
          SCALES,
          TRANSPARENT,
          TOLERANCE,
          SEAM_LIMIT);

  /** What a style may hold. */
  static final List<Key<?>> STYLES =
      Stream.concat(
              Stream.of(STYLE_EXTENDS, PREFIX, SUFFIX),
              DEFAULTS.stream().filter(key -> key != PROMPT && key != STYLE))
          .toList();

  /** What a sprite sheet may hold. */
  static final List<Key<?>> SHEET = List.of(SHEET_OUTPUT, ATLAS, SHEET_ASSETS, PADDING, COLUMNS);

  /** What an asset may hold. */
  static final List<Key<?>> ASSET =
      Stream.concat(Stream.of(OUTPUT, NAME), DEFAULTS.stream()).toList();

  /** What a manifest may hold besides mappings and lists. */
  static final List<Key<?>> MANIFEST =
      List.of(SCHEMA, EXTENDS, MODEL, TOKENIZER, CONFIG, VAE, LORAS, EMBEDDINGS, SAFETY, LICENSE);

  /** The mappings and lists of a manifest. */
  static final List<String> MANIFEST_PARTS =
      List.of(VARIABLES_NAME, STYLES_NAME, DEFAULTS_NAME, ASSETS_NAME, SHEETS_NAME);

  private Keys() {}

  private static Key<String> text(String name) {
    return new Key<>(name, String.class, Values.text());
  }

  private static Key<Integer> width(String name, int most) {
    return new Key<>(name, Integer.class, Values.count(0, most));
  }

  private static Key<Double> decimal(String name, double most) {
    return new Key<>(name, Double.class, Values.decimal(0, most));
  }
}
