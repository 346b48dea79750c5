package org.latentj.sampler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Constants by the names that users write, and a suggestion for names that nobody knows.
 *
 * @param <T> what is looked up
 */
final class Names<T> {
  static final Names<ScheduleKind> SCHEDULES = schedules();
  static final Names<SamplerKind> SAMPLERS = samplers();

  private final String noun;
  private final Map<String, T> byKey = new LinkedHashMap<>();
  private final Map<String, String> shown = new LinkedHashMap<>();

  private Names(String noun) {
    this.noun = noun;
  }

  /** Lower case without spaces, underscores and hyphens; {@code +} reads as {@code p}. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "").replace('+', 'p');
  }

  Optional<T> lookUp(String name) {
    return Optional.ofNullable(byKey.get(key(name)));
  }

  /** Keys of all names with what they mean. */
  Map<String, T> byKey() {
    return byKey;
  }

  T find(String name) {
    return lookUp(name).orElseThrow(() -> unknown(name));
  }

  IllegalArgumentException unknown(String name) {
    String wanted = key(name);
    String nearest = null;
    int least = Math.max(2, wanted.length() / 3) + 1;
    for (String candidate : shown.keySet()) {
      int distance = editDistance(wanted, candidate);
      if (distance < least) {
        least = distance;
        nearest = shown.get(candidate);
      }
    }
    String hint = nearest == null ? "" : "did you mean \"" + nearest + "\"? ";
    String all = shown.values().stream().distinct().collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "unknown %s \"%s\": %sexpected one of %s".formatted(noun, name, hint, all));
  }

  private void add(T value, String display, List<String> others) {
    byKey.putIfAbsent(key(display), value);
    shown.putIfAbsent(key(display), display);
    for (String other : others) {
      byKey.putIfAbsent(key(other), value);
      shown.putIfAbsent(key(other), display);
    }
  }

  private static Names<ScheduleKind> schedules() {
    Names<ScheduleKind> names = new Names<>("noise schedule");
    for (ScheduleKind kind : ScheduleKind.values()) {
      names.add(kind, kind.displayName(), List.of(kind.name()));
    }
    names.add(ScheduleKind.UNIFORM, ScheduleKind.UNIFORM.displayName(), List.of("normal"));
    return names;
  }

  private static Names<SamplerKind> samplers() {
    Names<SamplerKind> names = new Names<>("sampler");
    for (SamplerKind kind : SamplerKind.values()) {
      names.add(kind, kind.displayName(), List.of(kind.name()));
    }
    for (SamplerKind kind : SamplerKind.values()) {
      names.add(kind, kind.displayName(), kind.aliases());
      kind.diffusersName().ifPresent(n -> names.add(kind, kind.displayName(), List.of(n)));
    }
    return names;
  }

  /** Levenshtein's distance. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
