package org.latentj.maven.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The page. It holds everything that it shows, and a content security policy that allows its own
 * script and nothing else: a text that got past the escaping could still not run.
 */
final class SheetPage {
  private SheetPage() {}

  static String of(String title, List<SheetEntry> entries) {
    String script = resource("sheet.js");
    Html html =
        new Html()
            .markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
            .markup("img-src data:; style-src 'unsafe-inline'; script-src 'sha256-")
            .markup(hash(script))
            .markup("'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .text(title)
            .markup("</title>\n<style>\n")
            .markup(resource("sheet.css"))
            .markup("</style>\n</head>\n<body>\n<header><h1>")
            .text(title)
            .markup("</h1><p>")
            .text(summary(entries))
            .markup("</p><input id=\"filter\" type=\"search\" placeholder=\"Filter by any word\"")
            .markup(" aria-label=\"Filter\"></header>\n<main>\n");
    entries.forEach(entry -> card(html, entry));
    return html.markup("</main>\n<script>")
        .markup(script)
        .markup("</script>\n</body>\n</html>\n")
        .toString();
  }

  private static String summary(List<SheetEntry> entries) {
    long missing = entries.stream().filter(entry -> entry.picture().isEmpty()).count();
    return entries.size()
        + (entries.size() == 1 ? " asset" : " assets")
        + (missing == 0 ? "" : ", " + missing + " not generated yet");
  }

  private static void card(Html html, SheetEntry entry) {
    html.markup("<article>\n<div class=\"frame" + (entry.tiles() ? " tiles" : "") + "\">");
    if (entry.picture().isPresent()) {
      SheetPicture picture = entry.picture().get();
      html.markup("<img loading=\"lazy\" alt=\"").text(entry.prompt()).markup("\" src=\"");
      html.text(picture.dataUri()).markup("\">");
    } else {
      html.element("span", "missing", "not generated yet");
    }
    html.markup("</div>\n<h2>").text(entry.output()).markup("</h2>\n");
    html.element("p", "prompt", entry.prompt());
    if (!entry.warning().isEmpty()) {
      html.element("p", "warning", entry.warning());
    }
    html.markup("\n<dl>");
    for (Map.Entry<String, String> fact : entry.facts().entrySet()) {
      html.element("dt", fact.getKey()).element("dd", fact.getValue());
    }
    html.markup("</dl>\n");
    if (!entry.parameters().isEmpty()) {
      html.markup("<details><summary>Parameters</summary><button type=\"button\">Copy</button>");
      html.element("pre", entry.parameters()).markup("</details>\n");
    }
    if (entry.files().size() > 1) {
      html.markup("<details><summary>" + entry.files().size() + " files</summary>");
      html.element("pre", String.join("\n", entry.files())).markup("</details>\n");
    }
    html.markup("</article>\n");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = SheetPage.class.getResourceAsStream(name)) {
      // A checkout on Windows may have changed the line ends, and the policy's hash is of bytes.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the plugin's own " + name, e);
    }
  }
}
