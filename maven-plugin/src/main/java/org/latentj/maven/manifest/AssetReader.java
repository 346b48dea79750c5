package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.image.Tiling;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.SamplerName;
import org.latentj.sampler.ScheduleKind;
import org.latentj.watermark.Watermark;

/** Makes an asset of an entry and the defaults, and checks what one value alone cannot show. */
final class AssetReader {
  /** That of CompVis' {@code scripts/img2img.py} and of webui. */
  private static final double DEFAULT_STRENGTH = 0.75;

  private final InputFiles files;
  private final ExtensionsReader extensions;
  private final ModelExtensions model;
  private final Optional<Watermark> watermark;
  private final Problems problems;

  /**
   * A reader of one manifest's assets.
   *
   * @param model what extends the manifest's model
   * @param watermark of assets that say nothing of one
   */
  AssetReader(
      InputFiles files,
      ExtensionsReader extensions,
      ModelExtensions model,
      Optional<Watermark> watermark,
      Problems problems) {
    this.files = files;
    this.extensions = extensions;
    this.model = model;
    this.watermark = watermark;
    this.problems = problems;
  }

  /**
   * The asset; empty if a problem was noted.
   *
   * @param own what its entry says
   * @param defaults what holds where the entry says nothing
   * @param styles whose words go around the prompt
   */
  Optional<Asset> read(Entry own, Entry defaults, List<Entry> styles) {
    int before = problems.count();
    Entry all = own.over(defaults);
    Optional<String> output = own.get(Keys.OUTPUT).or(() -> own.get(Keys.NAME));
    if (!own.has(Keys.OUTPUT) && !own.has(Keys.NAME)) {
      problems.add(own.where(), "the asset has no 'output' and no 'name'");
    }
    if (!all.has(Keys.PROMPT)) {
      problems.add(own.where(), "the asset has no 'prompt'");
    }
    needs(own, Keys.STRENGTH, all, Keys.INIT);
    needs(own, Keys.MASK, all, Keys.INIT);
    for (Key<?> key : List.of(Keys.FILL, Keys.COMPOSITE, Keys.GROW, Keys.FEATHER, Keys.CONTEXT)) {
      needs(own, key, all, Keys.MASK);
    }
    checkWithMask(own, all);
    needs(own, Keys.VARIATION_STRENGTH, all, Keys.VARIATION_SEED);
    needs(own, Keys.DEEP_CACHE_DEPTH, all, Keys.DEEP_CACHE);
    needs(own, Keys.VARIATION_SEED, all, Keys.VARIATION_STRENGTH);
    Optional<Size> size = size(own, defaults, all);
    Optional<InitImage> init = init(all);
    OutputOptions options = new OutputOptionsReader(problems).read(own, all, output);
    Optional<Settings> settings = settings(all, styles, before);
    Optional<Located<String>> prompt =
        all.find(Keys.PROMPT)
            .map(words -> new Located<>(PromptText.join(styles, words.value()), words.where()));
    AssetExtensions extended = extensions.ofAsset(own, all, prompt, model);
    checkWatermark(own, size, settings);
    if (output.isEmpty() || prompt.isEmpty() || problems.count() > before) {
      return Optional.empty();
    }
    String text = prompt.get().value();
    return settings.map(
        s -> new Asset(own.where(), output.get(), text, size, init, s, options, extended));
  }

  /** A key that would be without effect is a mistake of the one who wrote it. */
  private void needs(Entry own, Key<?> key, Entry all, Key<?> other) {
    own.find(key)
        .filter(found -> !all.has(other))
        .ifPresent(
            found ->
                problems.add(
                    found.where(),
                    "'%s' has no effect without '%s'".formatted(key.name(), other.name())));
  }

  /** A selection is painted by itself: its edges need not meet, and it carries no watermark. */
  private void checkWithMask(Entry own, Entry all) {
    Optional<SourceMark> tiling =
        own.find(Keys.TILING).filter(found -> found.value() != Tiling.NONE).map(Located::where);
    Optional<SourceMark> marked =
        own.find(Keys.WATERMARK)
            .filter(found -> found.value().value().isPresent())
            .map(Located::where);
    if (all.has(Keys.MASK)) {
      tiling.ifPresent(at -> problems.add(at, withMask(Keys.TILING)));
      marked.ifPresent(at -> problems.add(at, withMask(Keys.WATERMARK)));
    }
  }

  private static String withMask(Key<?> key) {
    return "'%s' has no effect with 'mask'; leave it out".formatted(key.name());
  }

  private Optional<Size> size(Entry own, Entry defaults, Entry all) {
    Optional<Size> size = sizeOf(own);
    if (!all.has(Keys.INIT)) {
      return size.or(() -> sizeOf(defaults));
    }
    // A size among the defaults is for the assets from text.
    if (size.isPresent()) {
      problems.add(
          own.where(), "the asset has 'init' and a size; its size is that of the init image");
    }
    return Optional.empty();
  }

  /** Now, and not when the model has been loaded. */
  private void checkWatermark(Entry own, Optional<Size> size, Optional<Settings> settings) {
    boolean marked = settings.flatMap(Settings::watermark).isPresent();
    if (marked && size.isPresent()) {
      try {
        Watermark.requireSize(size.get().width(), size.get().height());
      } catch (IllegalArgumentException e) {
        problems.add(own.where(), "watermark: " + e.getMessage());
      }
    }
  }

  private Optional<Size> sizeOf(Entry entry) {
    Optional<Integer> width = entry.get(Keys.WIDTH);
    Optional<Integer> height = entry.get(Keys.HEIGHT);
    Optional<Size> size = entry.get(Keys.SIZE);
    if (size.isPresent() && (width.isPresent() || height.isPresent())) {
      problems.add(entry.where(), "give either 'size' or 'width' and 'height', not both");
    } else if (width.isPresent() != height.isPresent()) {
      problems.add(entry.where(), "give 'width' and 'height' together, or 'size'");
    } else if (width.isPresent()) {
      return Optional.of(new Size(width.get(), height.get()));
    }
    return size;
  }

  private Optional<InitImage> init(Entry all) {
    Optional<Path> image = files.file(all, Keys.INIT);
    Optional<Path> mask = files.file(all, Keys.MASK);
    return image.map(
        file ->
            new InitImage(
                file,
                mask.map(selected -> selection(selected, all)),
                all.get(Keys.STRENGTH).orElse(DEFAULT_STRENGTH)));
  }

  private static Selection selection(Path mask, Entry all) {
    InpaintingOptions usual = InpaintingOptions.defaults();
    return new Selection(
        mask,
        all.get(Keys.FILL).orElse(usual.fill()),
        all.get(Keys.COMPOSITE).orElse(usual.composite()),
        all.get(Keys.GROW),
        all.get(Keys.FEATHER),
        all.get(Keys.CONTEXT));
  }

  private Optional<Settings> settings(Entry all, List<Entry> styles, int before) {
    try {
      return Optional.of(build(all, styles));
    } catch (IllegalArgumentException e) {
      // What the engine refuses often follows from what was noted already.
      if (problems.count() == before) {
        problems.add(all.where(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  private Settings build(Entry all, List<Entry> styles) {
    SettingsBuilder builder = Settings.builder();
    builder.negativePrompt(PromptText.negative(all.get(Keys.NEGATIVE_PROMPT), styles));
    all.get(Keys.SEED).ifPresent(builder::seed);
    all.get(Keys.STEPS).ifPresent(builder::steps);
    all.get(Keys.GUIDANCE).ifPresent(builder::guidanceScale);
    all.get(Keys.GUIDANCE_RESCALE).ifPresent(builder::guidanceRescale);
    all.get(Keys.ETA).ifPresent(builder::eta);
    all.get(Keys.CLIP_SKIP).ifPresent(builder::clipSkip);
    all.get(Keys.DEEP_CACHE).ifPresent(builder::deepCache);
    all.get(Keys.DEEP_CACHE_DEPTH).ifPresent(builder::deepCacheDepth);
    all.get(Keys.TOKEN_MERGING).ifPresent(builder::tokenMerging);
    all.get(Keys.TILING).filter(axes -> !all.has(Keys.MASK)).ifPresent(builder::tiling);
    all.get(Keys.NOISE).ifPresent(builder::noise);
    all.get(Keys.WATERMARK)
        .map(WatermarkChoice::value)
        .orElse(watermark)
        .filter(text -> !all.has(Keys.MASK))
        .ifPresent(builder::watermark);
    // Either without the other is reported elsewhere, and would be no settings at all.
    if (all.get(Keys.VARIATION_SEED).isPresent() && all.get(Keys.VARIATION_STRENGTH).isPresent()) {
      builder.variationSeed(all.get(Keys.VARIATION_SEED).get());
      builder.variationStrength(all.get(Keys.VARIATION_STRENGTH).get());
    }
    Settings settings = builder.build();
    SamplerKind sampler = all.get(Keys.SAMPLER).map(SamplerName::kind).orElse(settings.sampler());
    return settings.toBuilder().sampler(sampler).schedule(schedule(all, sampler)).build();
  }

  private ScheduleKind schedule(Entry all, SamplerKind sampler) {
    // A schedule in the sampler's name, "DPM++ 2M Karras", gives way to one of its own key.
    Optional<Located<ScheduleKind>> own = all.find(Keys.SCHEDULE);
    ScheduleKind schedule =
        own.map(Located::value)
            .or(() -> all.get(Keys.SAMPLER).flatMap(SamplerName::schedule))
            .orElse(ScheduleKind.AUTOMATIC);
    if (!sampler.schedules().contains(schedule)) {
      SourceMark where = own.map(Located::where).orElse(all.where());
      problems.add(
          where,
          "sampler %s runs on schedule %s but got '%s'"
              .formatted(
                  sampler.displayName(),
                  String.join(
                      ", ", sampler.schedules().stream().map(ScheduleKind::displayName).toList()),
                  schedule.displayName()));
      return ScheduleKind.AUTOMATIC;
    }
    return schedule;
  }
}
