package org.latentj.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names in prompts that stand for token ids of their own: textual inversions. A name is found by
 * its tokens, so that case and spaces do not matter; of several that begin at a token the longest
 * is taken. After A1111's {@code textual_inversion.py: find_embedding_at_position}.
 */
public final class NamedTokens {
  /** No names. */
  public static final NamedTokens NONE = new NamedTokens(List.of());

  private final List<Name> names;

  /**
   * A name.
   *
   * @param name as users write it
   * @param tokens what the vocabulary makes of it; one or more
   * @param ids what they are replaced by
   * @param problem why it cannot be used; who uses it is told
   */
  public record Name(String name, int[] tokens, int[] ids, Optional<String> problem) {}

  private NamedTokens(List<Name> names) {
    this.names = names;
  }

  /** Names; those whose tokens are none are never found. */
  public static NamedTokens of(List<Name> names) {
    List<Name> sorted = new ArrayList<>(names);
    sorted.removeIf(name -> name.tokens().length == 0);
    sorted.sort(Comparator.comparingInt(name -> -name.tokens().length));
    return new NamedTokens(List.copyOf(sorted));
  }

  /**
   * The name that begins at a token.
   *
   * @throws IllegalArgumentException if it cannot be used, with its problem
   */
  Optional<Name> at(int[] tokens, int from) {
    for (Name name : names) {
      int end = from + name.tokens().length;
      if (end <= tokens.length
          && Arrays.equals(tokens, from, end, name.tokens(), 0, name.tokens().length)) {
        if (name.problem().isPresent()) {
          throw new IllegalArgumentException(
              "the prompt uses '%s', which cannot be used: %s"
                  .formatted(name.name(), name.problem().get()));
        }
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** The names whose ids are in a chunk, in its order. */
  public Set<String> in(PromptChunk chunk) {
    Set<String> found = new LinkedHashSet<>();
    if (!names.isEmpty()) {
      for (int id : chunk.ids()) {
        names.stream()
            .filter(name -> name.ids().length > 0 && name.ids()[0] == id)
            .forEach(name -> found.add(name.name()));
      }
    }
    return found;
  }
}
