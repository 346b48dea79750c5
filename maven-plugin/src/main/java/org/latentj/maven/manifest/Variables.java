package org.latentj.maven.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ${name}} stands for in the texts of a manifest. Filled-in values are not searched for
 * further variables, so that a value cannot reach for what the manifest does not name.
 */
final class Variables {
  /** {@code $${} stands for {@code ${} itself. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^{}\\n]*)}|\\$\\{");

  private final Map<String, String> values;
  private final BuildProperties properties;

  private Variables(Map<String, String> values, BuildProperties properties) {
    this.values = values;
    this.properties = properties;
  }

  /** Only those of the build. */
  static Variables of(BuildProperties properties) {
    return new Variables(Map.of(), properties);
  }

  /**
   * These and more, which win. Each may use those before it.
   *
   * @param more texts with places, in the order of the file
   */
  Variables with(Map<String, Located<String>> more, Problems problems) {
    Map<String, String> all = new LinkedHashMap<>(values);
    Variables result = new Variables(all, properties);
    more.forEach(
        (name, text) ->
            // A value that cannot be known is reported once, not again wherever it is used.
            all.put(name, result.fill(text, problems).orElse("")));
    return result;
  }

  /** The text with its variables filled in; empty, with a problem noted, if one is unknown. */
  Optional<String> fill(Located<String> text, Problems problems) {
    if (!text.value().contains("${")) {
      return Optional.of(text.value());
    }
    Matcher matcher = REFERENCE.matcher(text.value());
    StringBuilder filled = new StringBuilder();
    boolean complete = true;
    while (matcher.find()) {
      Optional<String> value = value(matcher);
      if (value.isEmpty()) {
        problems.add(text.where(), unknown(matcher));
        complete = false;
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
    }
    matcher.appendTail(filled);
    return complete ? Optional.of(filled.toString()) : Optional.empty();
  }

  private Optional<String> value(Matcher matcher) {
    if (matcher.group().equals("$${")) {
      return Optional.of("${");
    }
    String name = matcher.group(1);
    if (name == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(values.get(name)).or(() -> properties.find(name));
  }

  private String unknown(Matcher matcher) {
    String name = matcher.group(1);
    if (name == null) {
      return "'${' has no '}'; write $${ for the characters themselves";
    }
    List<String> known = new ArrayList<>(values.keySet());
    String own = known.isEmpty() ? "none" : String.join(", ", known);
    known.addAll(properties.names());
    String suggestion = Suggestion.of(name, known);
    return "unknown variable '${%s}'%s Known: %s, and the build's properties"
        .formatted(name, suggestion.isEmpty() ? "." : suggestion, own);
  }
}
