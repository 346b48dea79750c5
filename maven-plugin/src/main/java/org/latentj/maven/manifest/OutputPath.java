package org.latentj.maven.manifest;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for an asset's path: below the output folder, and the same file on every operating
 * system, since a manifest is committed and built elsewhere.
 */
final class OutputPath {
  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\<>:\"|?*\\p{Cntrl}]");
  private static final int MAX_LENGTH = 240;

  private OutputPath() {}

  /** The path of an asset that has a name only. */
  static String ofName(String name) {
    return check(name + ".png");
  }

  /**
   * The path itself.
   *
   * @throws IllegalArgumentException if it breaks a rule
   */
  static String check(String path) {
    checkPath(path);
    if (PictureFormat.find(path).isEmpty()) {
      throw refused(path, "its name ends in none of .png, .jpg, .jpeg and .webp");
    }
    return path;
  }

  /** The path of a file of one other kind; as {@link #check}. */
  static String check(String path, String ending) {
    checkPath(path);
    if (!path.toLowerCase(Locale.ROOT).endsWith(ending)) {
      throw refused(path, "its name does not end in " + ending);
    }
    return path;
  }

  private static void checkPath(String path) {
    if (path.startsWith("/") || path.matches("[A-Za-z]:[/\\\\].*")) {
      throw refused(path, "it is absolute");
    }
    if (FORBIDDEN.matcher(path).find()) {
      throw refused(path, "it holds one of \\ < > : \" | ? * or a control character");
    }
    if (path.length() > MAX_LENGTH) {
      throw refused(path, "it is longer than " + MAX_LENGTH + " characters");
    }
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        throw refused(path, "'..' leads out of the output folder");
      }
      if (part.isBlank() || part.endsWith(".") || part.endsWith(" ") || part.startsWith(" ")) {
        throw refused(path, "part '" + part + "' is blank or begins or ends with a blank or a dot");
      }
    }
  }

  private static IllegalArgumentException refused(String path, String reason) {
    return new IllegalArgumentException(
        "expected a path below the output folder, such as icons/fox.png, but got '%s': %s"
            .formatted(path, reason));
  }
}
