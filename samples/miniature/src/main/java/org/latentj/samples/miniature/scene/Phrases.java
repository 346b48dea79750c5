package org.latentj.samples.miniature.scene;

import java.util.List;

/** The parts of captions. */
public final class Phrases {
  private static final List<String> NUMBERS = List.of("one", "two", "three");

  private Phrases() {}

  /** The words with {@code a} or {@code an} before them, as the first letter asks for. */
  public static String withArticle(String words) {
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }

  /**
   * An object without its place, for example {@code small outlined red star}.
   *
   * @param withSize whether to say small or large; medium is never said
   */
  static String object(SceneObject object, boolean withSize) {
    return adjectives(object, withSize) + object.shape().word();
  }

  /** Several that look alike, for example {@code two small red stars}. */
  static String repeated(List<SceneObject> objects, boolean withSize) {
    SceneObject first = objects.get(0);
    return NUMBERS.get(objects.size() - 1)
        + " "
        + adjectives(first, withSize)
        + first.shape().plural();
  }

  /** For example {@code blue and white striped background}. */
  static String background(Background background) {
    String first = background.first().word();
    String second = background.second().word();
    return switch (background.pattern()) {
      case PLAIN -> first + " background";
      case GRADIENT -> first + " to " + second + " gradient background";
      case STRIPED -> first + " and " + second + " striped background";
      case CHECKERED -> first + " and " + second + " checkered background";
      case DOTTED -> first + " background with " + second + " dots";
    };
  }

  /** For example {@code a, b and c}. */
  static String enumeration(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  private static String adjectives(SceneObject object, boolean withSize) {
    String size = withSize && object.size() != ObjectSize.MEDIUM ? object.size().word() + " " : "";
    String style = object.style() != Style.PLAIN ? object.style().word() + " " : "";
    return size + style + object.color().word() + " ";
  }
}
