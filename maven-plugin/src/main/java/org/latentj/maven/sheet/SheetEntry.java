package org.latentj.maven.sheet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An asset as the sheet shows it.
 *
 * @param output its path below the output folder
 * @param picture what is there; empty if it was not generated yet
 * @param prompt what it shows
 * @param parameters A1111's text of the file, or of the lock file; may be empty
 * @param brief what is seen at once: size, seed
 * @param origin where it comes from, names and values
 * @param files paths of all its files
 * @param tiles whether copies fit together
 * @param warning what is wrong with it; empty if nothing is
 */
record SheetEntry(
    String output,
    Optional<SheetPicture> picture,
    String prompt,
    String parameters,
    List<String> brief,
    Map<String, String> origin,
    List<String> files,
    boolean tiles,
    String warning) {

  /** The folder of its path; empty for none. */
  String folder() {
    return output.substring(0, Math.max(0, output.lastIndexOf('/')));
  }

  /** The last part of its path. */
  String name() {
    return output.substring(output.lastIndexOf('/') + 1);
  }
}
