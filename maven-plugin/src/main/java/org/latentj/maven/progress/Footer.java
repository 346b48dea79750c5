package org.latentj.maven.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;

/**
 * One line at the end of a terminal's output that follows a picture, with bar, step, remaining time
 * and name. Elsewhere it shows nothing: logs and pipes keep what they get.
 */
public final class Footer {
  /** Redraws at most ten times a second. */
  private static final long PAUSE_NANOS = 100_000_000;

  private static final int BAR = 20;
  private static final int MAX_NAME = 40;
  private static final String CLEAR = "\r\u001B[K";

  private final PrintStream out;
  private final boolean visible;
  private boolean drawn;
  private long last;

  private Footer(PrintStream out, boolean visible) {
    this.out = out;
    this.visible = visible;
  }

  /** Draws on a terminal. */
  static Footer on(PrintStream out) {
    return new Footer(out, true);
  }

  /** Shows nothing. */
  public static Footer hidden() {
    return new Footer(System.out, false);
  }

  /**
   * Draws on the console if it is one that can be drawn on, and nobody asked for less.
   *
   * @param interactive false with Maven's {@code -B}
   */
  public static Footer onConsole(boolean interactive) {
    boolean capable =
        isCapable(interactive, System.console() != null, System.getenv(), System.getProperties());
    return new Footer(System.out, capable);
  }

  static boolean isCapable(
      boolean interactive, boolean console, Map<String, String> environment, Map<?, ?> system) {
    String terminal = environment.getOrDefault("TERM", "");
    boolean windows =
        String.valueOf(system.get("os.name")).toLowerCase(Locale.ROOT).startsWith("windows");
    boolean understandsEscapes =
        windows ? environment.containsKey("WT_SESSION") : !terminal.isEmpty();
    return interactive
        && console
        && understandsEscapes
        && !terminal.equals("dumb")
        && !environment.containsKey("CI");
  }

  /** Follows one picture. */
  public GenerationListener follow(String name) {
    return new GenerationListener() {
      @Override
      public void progress(Progress progress) {
        draw(name, progress);
      }
    };
  }

  private void draw(String name, Progress progress) {
    long now = System.nanoTime();
    if (!visible || drawn && now - last < PAUSE_NANOS) {
      return;
    }
    last = now;
    drawn = true;
    out.print(CLEAR + line(name, progress));
    out.flush();
  }

  /** For example {@code [========== ] 10/20 12 s left icons/fox.png}. */
  static String line(String name, Progress progress) {
    boolean sampling = progress.stage() == Progress.Stage.SAMPLING;
    int filled =
        switch (progress.stage()) {
          case ENCODING_PROMPT, ENCODING_IMAGE -> 0;
          case SAMPLING -> BAR * progress.step() / Math.max(1, progress.steps());
          case DECODING -> BAR;
        };
    String what = sampling ? progress.step() + "/" + progress.steps() : words(progress.stage());
    String left = progress.remaining().map(Footer::words).orElse("");
    // The name is the user's, and a terminal would obey control characters in it.
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    String shown =
        plain.length() <= MAX_NAME ? plain : "…" + plain.substring(plain.length() - MAX_NAME + 1);
    return "[%s%s] %s  %s%s"
        .formatted("=".repeat(filled), " ".repeat(BAR - filled), what, left, shown);
  }

  private static String words(Progress.Stage stage) {
    return stage == Progress.Stage.DECODING ? "decoding" : "encoding";
  }

  private static String words(Duration left) {
    long seconds = (left.toMillis() + 999) / 1000;
    return seconds < 60
        ? seconds + " s left  "
        : seconds / 60 + " min " + seconds % 60 + " s left  ";
  }

  /** Takes the line away, so that something else can be written. */
  public void clear() {
    if (drawn) {
      drawn = false;
      out.print(CLEAR);
      out.flush();
    }
  }
}
