package org.latentj.maven.sheet;

/** Builds HTML; every text that is not markup of this plugin goes through {@link #escape}. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Adds markup as it is. */
  Html markup(String markup) {
    text.append(markup);
    return this;
  }

  /** Adds text between tags, or in a quoted attribute. */
  Html text(String content) {
    text.append(escape(content));
    return this;
  }

  /** Adds {@code <tag>text</tag>}. */
  Html element(String tag, String content) {
    return markup("<" + tag + ">").text(content).markup("</" + tag + ">");
  }

  /** Adds {@code <tag class="name">text</tag>}. */
  Html element(String tag, String name, String content) {
    return markup("<" + tag + " class=\"" + name + "\">").text(content).markup("</" + tag + ">");
  }

  /** The text with everything replaced that HTML could take for markup, or not display. */
  static String escape(String content) {
    StringBuilder escaped = new StringBuilder(content.length() + 16);
    content
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(isShown(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  /**
   * Control characters end or confuse documents, lone surrogates are none, and others turn text.
   */
  private static boolean isShown(int c) {
    int type = Character.getType(c);
    boolean turns = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    return type != Character.CONTROL && type != Character.SURROGATE && !turns;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
