package org.latentj.maven.imports;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.latentj.image.PictureFiles;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;
import org.latentj.noise.NoiseKind;
import org.latentj.request.RequestParameters;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;

/**
 * Writes YAML entries of assets that ask for what pictures say of themselves. Keys whose values are
 * the defaults are left out; what an entry cannot say stands beside it as a comment.
 */
public final class ManifestEntries {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int MAX_NAME = 100;

  private final StringBuilder yaml = new StringBuilder("assets:\n");
  private final Set<String> names = new HashSet<>();
  private int count;

  /**
   * Adds the entry of a picture.
   *
   * @return why there is none; empty if there is
   * @throws IOException if the file cannot be read
   */
  public Optional<String> add(Path picture) throws IOException {
    Optional<String> text = PictureFiles.readParameters(picture);
    if (text.isEmpty()) {
      return Optional.of(picture + " has no parameters");
    }
    GenerationParameters parameters = ParametersText.parse(text.get());
    try {
      entry(picture, parameters, RequestParameters.toRequest(parameters));
      count++;
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(picture + ": " + e.getMessage());
    }
  }

  /** How many entries there are. */
  public int count() {
    return count;
  }

  /** All entries, as the list {@code assets} of a manifest. */
  public String toYaml() {
    return yaml.toString();
  }

  private void entry(Path picture, GenerationParameters parameters, TextToImage request) {
    yaml.append("  # From ").append(oneLine(picture.getFileName().toString())).append('\n');
    parameters
        .model()
        .ifPresent(
            model ->
                comment(
                    "made with model "
                        + model
                        + parameters.modelHash().map(h -> ", hash " + h).orElse("")));
    yaml.append("  - name: ").append(quoted(name(picture))).append('\n');
    key("prompt", quoted(request.prompt()));
    if (request.width() > 0) {
      key("size", request.width() + "x" + request.height());
    }
    settings(request.settings());
    parameters
        .denoisingStrength()
        .ifPresent(
            strength ->
                comment("it began with another picture; add init: FILE and strength: " + strength));
  }

  private void settings(Settings settings) {
    Settings defaults = Settings.defaults();
    changed(settings, Settings::negativePrompt, "negativePrompt", ManifestEntries::quoted);
    changed(settings, Settings::seed, "seed", String::valueOf);
    changed(settings, Settings::steps, "steps", String::valueOf);
    changed(settings, Settings::sampler, "sampler", kind -> quoted(kind.displayName()));
    if (settings.schedule() != defaults.schedule() || settings.sampler() != defaults.sampler()) {
      key("schedule", quoted(settings.schedule().displayName()));
    }
    settings.guidanceScale().ifPresent(scale -> key("guidance", number(scale)));
    changed(settings, Settings::guidanceRescale, "guidanceRescale", ManifestEntries::number);
    changed(settings, Settings::eta, "eta", ManifestEntries::number);
    changed(settings, Settings::clipSkip, "clipSkip", String::valueOf);
    changed(settings, s -> s.acceleration().deepCacheInterval(), "deepCache", String::valueOf);
    changed(settings, s -> s.acceleration().deepCacheDepth(), "deepCacheDepth", String::valueOf);
    changed(
        settings, s -> s.acceleration().tokenMerging(), "tokenMerging", ManifestEntries::number);
    changed(settings, Settings::tiling, "tiling", t -> t.name().toLowerCase(Locale.ROOT));
    settings.variationSeed().ifPresent(seed -> key("variationSeed", String.valueOf(seed)));
    if (settings.variationSeed().isPresent()) {
      key("variationStrength", number(settings.variationStrength()));
    }
    settings.watermark().ifPresent(mark -> key("watermark", quoted(mark.text())));
    if (Map.of(NoiseKind.CPU, "cpu", NoiseKind.GPU, "gpu").containsKey(settings.noise())) {
      changed(settings, Settings::noise, "noise", noise -> noise.name().toLowerCase(Locale.ROOT));
    } else {
      comment("its noise was " + settings.noise() + ", which a manifest cannot ask for");
    }
    if (settings.promptSyntax() != defaults.promptSyntax()) {
      comment("its prompt was read as " + settings.promptSyntax() + ", here it is read as A1111's");
    }
    if (settings.batchSize() > 1) {
      comment("it was one of a batch of " + settings.batchSize() + ", whose noise differs");
    }
  }

  private <T> void changed(
      Settings settings, Function<Settings, T> value, String key, Function<T, String> format) {
    T own = value.apply(settings);
    if (!own.equals(value.apply(Settings.defaults()))) {
      key(key, format.apply(own));
    }
  }

  private void key(String key, String value) {
    yaml.append("    ").append(key).append(": ").append(value).append('\n');
  }

  private void comment(String text) {
    yaml.append("    # ").append(oneLine(text)).append('\n');
  }

  /** A comment must not end before its line does. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
  }

  /** A text as JSON writes it, which YAML reads the same; variables stay as they are written. */
  private static String quoted(String text) {
    return GSON.toJson(text.replace("${", "$${")).replace("\u007f", "\\u007f");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private String name(Path picture) {
    String file = picture.getFileName().toString();
    String plain =
        file.replaceFirst("\\.[A-Za-z]+$", "")
            .replaceAll("[^\\p{L}\\p{N}_.-]+", "-")
            .replaceAll("^[.-]+|[.-]+$", "");
    String shorter = plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) : plain;
    String base = shorter.isEmpty() ? "picture" : shorter;
    String name = base;
    for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "-" + i;
    }
    return name;
  }
}
