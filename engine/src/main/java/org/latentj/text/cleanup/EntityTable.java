package org.latentj.text.cleanup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The 2125 named character references of HTML 5; 106 of them count without their semicolon. */
final class EntityTable {
  private static final String RESOURCE = "html5-entities.txt";
  private static final Map<String, String> NAMED = new HashMap<>();
  private static final Map<String, String> BARE = new HashMap<>();

  static {
    try (InputStream in = EntityTable.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(EntityTable::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " beside this class", e);
    }
  }

  private EntityTable() {}

  private static void add(String line) {
    String[] fields = line.split(" ");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < fields.length; i++) {
      text.appendCodePoint(Integer.parseInt(fields[i], 16));
    }
    String name = fields[0].replace("*", "");
    NAMED.put(name, text.toString());
    if (fields[0].endsWith("*")) {
      BARE.put(name, text.toString());
    }
  }

  /** The text of a name that is followed by a semicolon; null if there is no such name. */
  static String of(String name) {
    return NAMED.get(name);
  }

  /** The text of a name that counts without a semicolon; null if there is no such name. */
  static String ofBare(String name) {
    return BARE.get(name);
  }
}
