package org.latentj.watermark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.latentj.image.Picture;
import org.latentj.watermark.Watermark.Detection;

/**
 * The command that looks for a watermark: {@code java -cp latentj-engine.jar
 * org.latentj.watermark.ReadWatermark picture.png [text]}. Without a text it looks for that of the
 * original scripts. Exit code 0 if it is there, 1 if not, 2 if that cannot be told.
 */
public final class ReadWatermark {
  private ReadWatermark() {}

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Runs the command, and returns its exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length < 1 || args.length > 2) {
      err.println("usage: ReadWatermark PICTURE [TEXT]");
      return 2;
    }
    try {
      Watermark wanted = args.length == 2 ? new Watermark(args[1]) : Watermark.STABLE_DIFFUSION_V1;
      Detection found = wanted.detectIn(Picture.read(Path.of(args[0])));
      out.printf(
          "%s: %s the watermark %s (%d of %d bits match)%n",
          args[0],
          found.isPresent() ? "carries" : "does not carry",
          wanted.text(),
          found.matching(),
          found.bits());
      return found.isPresent() ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      err.println(args[0] + ": " + e.getMessage());
      return 2;
    }
  }
}
