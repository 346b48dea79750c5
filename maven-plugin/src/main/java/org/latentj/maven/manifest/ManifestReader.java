package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.models.source.EmbeddedSource;
import org.latentj.models.source.ModelSource;

/** Reads manifests. */
public final class ManifestReader {
  private final ReadOptions options;
  private final Problems problems;
  private final InputFiles files;
  private final ExtensionsReader extensions;

  private ManifestReader(ReadOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
    this.files = new InputFiles(problems);
    this.extensions = new ExtensionsReader(files, options, problems);
  }

  /** As {@link #read(Collection, ReadOptions)} with {@link ReadOptions#STRICT}. */
  public static List<Manifest> read(Collection<Path> files) throws ManifestException {
    return read(files, ReadOptions.STRICT);
  }

  /**
   * Reads some manifests whose outputs go into one folder.
   *
   * @throws ManifestException with every mistake of all of them
   */
  public static List<Manifest> read(Collection<Path> files, ReadOptions options)
      throws ManifestException {
    Problems problems = new Problems();
    Variables build = Variables.of(options.properties());
    ManifestReader reader = new ManifestReader(options, problems);
    List<Manifest> manifests = new ArrayList<>();
    for (Path file : files) {
      RawManifestReader.read(file, build, problems)
          .map(raw -> reader.manifest(raw, build.with(raw.variables(), problems)))
          .ifPresent(manifests::add);
    }
    DuplicateOutputs.find(manifests, problems);
    problems.throwIfAny();
    return manifests;
  }

  private Manifest manifest(RawManifest raw, Variables variables) {
    Entry own = Entry.of(raw.own(), Keys.MANIFEST, variables, problems);
    Optional<NamedModel> model = model(own);
    SourceMark modelMark = own.find(Keys.MODEL).map(Located::where).orElse(raw.start());
    List<Asset> assets = assets(raw, variables, extensions.ofModel(own));
    return new Manifest(
        raw.files(),
        modelMark,
        model,
        own.get(Keys.LICENSE),
        assets,
        sheets(raw.sheets(), variables, assets));
  }

  /** Empty for the embedded one, and if a problem was noted. */
  private Optional<NamedModel> model(Entry own) {
    boolean required = options.modelsRequired();
    Optional<ModelSource> source = files.model(own, Keys.MODEL, required);
    boolean named = source.filter(model -> model instanceof EmbeddedSource).isPresent();
    for (Key<?> part : List.of(Keys.TOKENIZER, Keys.CONFIG, Keys.SAFETY, Keys.LICENSE)) {
      // The embedded model has its own, and no safety checker.
      own.find(part)
          .filter(found -> named || !own.has(Keys.MODEL))
          .ifPresent(
              found ->
                  problems.add(
                      found.where(),
                      "'%s' has no effect %s"
                          .formatted(
                              part.name(), named ? "with the embedded model" : "without 'model'")));
    }
    Optional<Path> tokenizer = files.folder(own, Keys.TOKENIZER, required);
    Optional<Path> config = files.folder(own, Keys.CONFIG, required);
    return source.filter(model -> !named).map(model -> new NamedModel(model, tokenizer, config));
  }

  private List<Asset> assets(RawManifest raw, Variables variables, ModelExtensions model) {
    Styles styles = new Styles(raw.styles(), problems);
    styles.check(variables);
    // What is wrong here is reported also if there are no assets to use it.
    Entry.of(raw.defaults().constant(), Keys.DEFAULTS, variables, problems);
    AssetReader reader =
        new AssetReader(files, extensions, model, options.extras().watermark(), problems);
    List<Asset> assets = new ArrayList<>();
    for (RawAsset entry : raw.assets()) {
      for (Map<String, Located<String>> combination : entry.combinations()) {
        Variables all = variables.with(combination, problems);
        RawEntry own = entry.combined(combination, problems);
        asset(own, raw.defaults(), styles, all, reader).ifPresent(assets::add);
      }
    }
    return assets;
  }

  private Optional<Asset> asset(
      RawEntry own, RawEntry defaults, Styles styles, Variables variables, AssetReader reader) {
    Entry values = Entry.of(own, Keys.ASSET, variables, problems);
    Entry below = Entry.of(defaults, Keys.DEFAULTS, variables, problems);
    List<Entry> applied =
        styles.of(values.over(below).find(Keys.STYLE), variables).stream()
            .map(style -> Entry.of(style, Keys.STYLES, variables, problems))
            .toList();
    for (Entry style : applied) {
      below = style.without(Keys.NEGATIVE_PROMPT).over(below);
    }
    return reader.read(values, below, applied);
  }

  private List<SpriteSheet> sheets(List<RawEntry> entries, Variables variables, List<Asset> all) {
    List<SpriteSheet> sheets = new ArrayList<>();
    for (RawEntry raw : entries) {
      Entry entry = Entry.of(raw, Keys.SHEET, variables, problems);
      Optional<String> output = entry.get(Keys.SHEET_OUTPUT);
      Optional<Names> assets = entry.get(Keys.SHEET_ASSETS);
      if (!entry.has(Keys.SHEET_OUTPUT) || !entry.has(Keys.SHEET_ASSETS)) {
        problems.add(raw.where(), "the sprite sheet needs 'output' and 'assets'");
      } else if (output.isPresent() && assets.isPresent()) {
        String name = output.get();
        assets.get().values().forEach(pattern -> checkPattern(pattern, entry, all));
        sheets.add(
            new SpriteSheet(
                raw.where(),
                name,
                entry.get(Keys.ATLAS).orElse(name.substring(0, name.length() - 3) + "json"),
                assets.get().values(),
                entry.get(Keys.PADDING).orElse(1),
                entry.get(Keys.COLUMNS).orElse(8)));
      }
    }
    return sheets;
  }

  private void checkPattern(String pattern, Entry entry, List<Asset> assets) {
    // Without assets, what is wrong with them is reported already.
    if (!assets.isEmpty()
        && assets.stream().noneMatch(asset -> SpriteSheet.matches(pattern, asset.output()))) {
      List<String> outputs = assets.stream().map(Asset::output).toList();
      problems.add(
          entry.find(Keys.SHEET_ASSETS).map(Located::where).orElse(entry.where()),
          "assets: no output of this manifest matches '%s'%s"
              .formatted(pattern, Suggestion.of(pattern, outputs)));
    }
  }
}
