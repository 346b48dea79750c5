package org.latentj.samples.miniature.evaluation.adherence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;

/** Keeps pictures that are not right, to be looked at. */
public final class Failures {
  private Failures() {}

  /**
   * Writes each as PNG, its index and faults being its name, and a list {@code failures.txt} with
   * prompts, seeds and findings.
   *
   * @param folder made if there is none
   */
  public static void write(List<JudgedPicture> pictures, Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder list = new StringBuilder();
    for (JudgedPicture judged : pictures) {
      if (judged.faults().isEmpty()) {
        continue;
      }
      HeldOutPrompt prompt = judged.prompt();
      String name = "%04d-%s.png".formatted(prompt.index(), String.join("-", judged.faults()));
      PictureFiles.writePng(folder.resolve(name), judged.picture(), PictureInfo.NONE);
      list.append(
          "%s: %s (seed %d): %s%n"
              .formatted(name, prompt.text(), prompt.seed(), judged.findings()));
    }
    Files.writeString(folder.resolve("failures.txt"), list);
  }
}
