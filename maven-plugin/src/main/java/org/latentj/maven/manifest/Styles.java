package org.latentj.maven.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named styles: words around a prompt, and settings below those of the asset. */
final class Styles {
  private static final int MAX_DEPTH = 16;

  private final Map<String, RawEntry> byName;
  private final Problems problems;

  /**
   * Some styles.
   *
   * @param byName values of each; relations among them are checked when they are used
   */
  Styles(Map<String, RawEntry> byName, Problems problems) {
    this.byName = byName;
    this.problems = problems;
  }

  /** Notes what is wrong in styles, also in those that no asset uses. */
  void check(Variables variables) {
    byName.forEach(
        (name, raw) -> {
          chain(new Located<>(name, raw.where()), variables);
          Entry.of(raw.constant(), Keys.STYLES, variables, problems);
        });
  }

  /** The styles that a value of key {@code style} names, what each extends before it. */
  List<RawEntry> of(Optional<Located<Names>> names, Variables variables) {
    List<RawEntry> all = new ArrayList<>();
    names.ifPresent(
        found ->
            found
                .value()
                .values()
                .forEach(name -> all.addAll(chain(new Located<>(name, found.where()), variables))));
    return all;
  }

  private List<RawEntry> chain(Located<String> first, Variables variables) {
    List<RawEntry> chain = new ArrayList<>();
    Optional<Located<String>> next = Optional.of(first);
    while (next.isPresent()) {
      Located<String> name = next.get();
      RawEntry style = byName.get(name.value());
      if (style == null) {
        problems.add(name.where(), unknown(name.value()));
        break;
      }
      if (chain.size() == MAX_DEPTH || chain.contains(style)) {
        problems.add(style.where(), "style '%s' extends itself".formatted(name.value()));
        break;
      }
      chain.add(0, style);
      next =
          style
              .find(Keys.STYLE_EXTENDS)
              .flatMap(
                  parent ->
                      variables
                          .fill(parent, problems)
                          .map(text -> new Located<>(text.strip(), parent.where())));
    }
    return chain;
  }

  private String unknown(String name) {
    String suggestion = Suggestion.of(name, byName.keySet());
    String known = byName.isEmpty() ? "none" : String.join(", ", byName.keySet());
    return "unknown style '%s'%s Styles: %s"
        .formatted(name, suggestion.isEmpty() ? "." : suggestion, known);
  }
}
