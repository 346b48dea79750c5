package org.latentj.maven.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page: a section for each folder, a card for each asset. It holds everything that it shows,
 * and a content security policy that allows its own script and nothing else: a text that got past
 * the escaping could still not run.
 */
final class SheetPage {
  private SheetPage() {}

  static String of(String title, List<SheetEntry> entries) {
    String script = resource("sheet.js");
    Html html = new Html();
    head(html, title, script);
    header(html, title, entries);
    html.markup("<main class=\"checks\">\n");
    Map<String, List<SheetEntry>> folders =
        entries.stream()
            .collect(
                Collectors.groupingBy(SheetEntry::folder, LinkedHashMap::new, Collectors.toList()));
    folders.forEach((folder, assets) -> section(html, folder, assets));
    return html.markup("<p class=\"none\" hidden>No asset has all these words.</p>\n</main>\n")
        .markup("<script>")
        .markup(script)
        .markup("</script>\n</body>\n</html>\n")
        .toString();
  }

  private static void head(Html html, String title, String script) {
    html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .markup("img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + hash(script))
        .markup("'\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
        .element("title", title)
        .markup("\n<style>\n")
        .markup(resource("sheet.css"))
        .markup("</style>\n</head>\n<body>\n");
  }

  private static void header(Html html, String title, List<SheetEntry> entries) {
    html.markup("<header>\n<div class=\"title\">").element("h1", title);
    html.element("p", summary(entries)).markup("</div>\n");
    html.markup("<input id=\"filter\" type=\"search\" placeholder=\"Filter by any word\"");
    html.markup(" aria-label=\"Filter\">\n<fieldset aria-label=\"Behind transparent pictures\">");
    for (String backdrop : List.of("checks", "white", "black")) {
      html.markup("<button type=\"button\" value=\"" + backdrop + "\" aria-pressed=\"");
      html.markup(backdrop.equals("checks") + "\">" + backdrop + "</button>");
    }
    html.markup("</fieldset>\n</header>\n");
  }

  private static String summary(List<SheetEntry> entries) {
    long missing = entries.stream().filter(entry -> entry.picture().isEmpty()).count();
    return entries.size()
        + (entries.size() == 1 ? " asset" : " assets")
        + (missing == 0 ? "" : ", " + missing + " not generated yet");
  }

  private static void section(Html html, String folder, List<SheetEntry> assets) {
    html.markup("<section>\n<h2>").text(folder.isEmpty() ? "In no folder" : folder + "/");
    html.element("span", String.valueOf(assets.size())).markup("</h2>\n<div class=\"grid\">\n");
    assets.forEach(entry -> card(html, entry));
    html.markup("</div>\n</section>\n");
  }

  private static void card(Html html, SheetEntry entry) {
    boolean wide = entry.picture().filter(SheetPicture::isWide).isPresent();
    html.markup("<article" + (wide ? " class=\"wide\"" : "") + " data-output=\"");
    html.text(entry.output()).markup("\">\n");
    frame(html, entry);
    html.markup("<div class=\"body\">\n<h3 title=\"").text(entry.output()).markup("\">");
    html.text(entry.name()).markup("</h3>\n").element("p", "prompt", entry.prompt());
    if (!entry.warning().isEmpty()) {
      html.element("p", "warning", entry.warning());
    }
    html.element("p", "brief", String.join(" \u00b7 ", entry.brief()));
    html.markup("\n<div class=\"actions\">\n");
    details(html, entry);
    html.markup("</div>\n</div>\n</article>\n");
  }

  private static void frame(Html html, SheetEntry entry) {
    if (entry.picture().isEmpty()) {
      html.markup("<div class=\"frame empty\">").element("span", "missing", "not generated yet");
    } else {
      SheetPicture picture = entry.picture().get();
      String kind = entry.tiles() ? " tiles" : picture.isSmall() ? " small" : "";
      html.markup("<div class=\"frame" + kind + "\"><img loading=\"lazy\" alt=\"");
      html.text(entry.prompt()).markup("\" src=\"").text(picture.dataUri()).markup("\">");
    }
    html.markup("</div>\n");
  }

  private static void details(Html html, SheetEntry entry) {
    html.markup("<details><summary>Details</summary>");
    if (!entry.parameters().isEmpty()) {
      html.element("pre", entry.parameters());
    }
    html.markup("<dl>");
    entry.origin().forEach((name, value) -> html.element("dt", name).element("dd", value));
    if (entry.files().size() > 1) {
      html.element("dt", "Files").element("dd", String.join(", ", entry.files()));
    }
    html.markup("</dl></details>\n");
    if (!entry.parameters().isEmpty()) {
      html.markup("<button type=\"button\" class=\"copy\">Copy parameters</button>\n");
    }
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
