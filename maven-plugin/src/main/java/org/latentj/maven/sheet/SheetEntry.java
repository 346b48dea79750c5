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
 * @param facts names and values
 * @param files paths of all its files
 * @param tiles whether copies fit together
 * @param warning what is wrong with it; empty if nothing is
 */
record SheetEntry(
    String output,
    Optional<SheetPicture> picture,
    String prompt,
    String parameters,
    Map<String, String> facts,
    List<String> files,
    boolean tiles,
    String warning) {}
