package org.latentj.imagej.edit;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.latentj.image.DigitalSource;
import org.latentj.image.Mask;
import org.latentj.imagej.control.Guide;
import org.latentj.imagej.pixels.Copies;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.pixels.SafetyMark;
import org.latentj.imagej.selection.SelectedRegion;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.InpaintingResult;
import org.latentj.inpaint.SelectionInpainter;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.metadata.ParametersText;
import org.latentj.request.Control;
import org.latentj.request.SafetyCheck;

/** Repaints regions of an image. */
public final class Inpaint {
  private final Engine engine;
  private final String prompt;
  private final InpaintingOptions options;
  private final boolean runningNoise;
  private final Guide guide;
  private final List<String> remarks = new ArrayList<>();
  private final List<SafetyCheck> checks = new ArrayList<>();
  private String parameters = "";

  /**
   * An inpainting.
   *
   * @param options its settings' seed is the first region's; every further region has the next one
   * @param runningNoise whether the noise goes on from slice to slice; else each slice has the same
   */
  public Inpaint(Engine engine, String prompt, InpaintingOptions options, boolean runningNoise) {
    this(engine, prompt, options, runningNoise, Guide.NONE);
  }

  private Inpaint(
      Engine engine, String prompt, InpaintingOptions options, boolean runningNoise, Guide guide) {
    this.engine = engine;
    this.prompt = prompt;
    this.options = options;
    this.runningNoise = runningNoise;
    this.guide = guide;
  }

  /** The same with a ControlNet. */
  public Inpaint guidedBy(Guide other) {
    return new Inpaint(engine, prompt, options, runningNoise, other);
  }

  /**
   * Runs it. Errors are those of {@link Engine#generate} and {@link PlaneEditor#edit}.
   *
   * @param image modified only if {@code target} says so
   * @param regions of the image's size, repainted one after the other
   */
  public EditedImage run(ImagePlus image, List<SelectedRegion> regions, EditTarget target) {
    List<Integer> positions = Copies.positions(image, target.wholeStack());
    EditedImage edited =
        PlaneEditor.edit(
            image,
            target,
            (before, part) -> {
              Function<Mask, List<Control>> controls =
                  selection -> guide.forSelection(image, positions.get(part), selection);
              return repaint(before, regions, part, positions.size(), controls);
            });
    SafetyMark.ofParts(edited.image(), checks);
    String flagged = SafetyMark.flagged(edited.image()).map(text -> "\n" + text).orElse("");
    ResultImages.stamp(
        edited.image(),
        parameters,
        DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
        edited.report() + seeds(regions) + flagged);
    return edited;
  }

  /** Of several regions, which has which seed: each can then be made again by itself. */
  private String seeds(List<SelectedRegion> regions) {
    if (regions.size() == 1) {
      return "";
    }
    StringJoiner seeds = new StringJoiner(", ", "\nRegions: ", "");
    for (int i = 0; i < regions.size(); i++) {
      seeds.add("%s (seed %d)".formatted(regions.get(i).name(), options.settings().seed() + i));
    }
    return seeds.toString();
  }

  private PlaneEdit.Edited repaint(
      DeepImage before,
      List<SelectedRegion> regions,
      int part,
      int positions,
      Function<Mask, List<Control>> controls) {
    DeepImage image = before;
    float[] allowed = new float[before.width() * before.height()];
    for (int i = 0; i < regions.size(); i++) {
      long seed = options.settings().seed() + i + (runningNoise ? (long) part * regions.size() : 0);
      int count = part * regions.size() + i + 1;
      InpaintingResult result =
          new SelectionInpainter(new ServiceGenerator(engine.service()), engine.model())
              .inpaint(
                  prompt,
                  image,
                  regions.get(i).mask(),
                  options.toBuilder()
                      .settings(options.settings().toBuilder().seed(seed).build())
                      .controls(controls.apply(regions.get(i).mask()))
                      .build(),
                  engine.listener(count, positions * regions.size()));
      image = result.first().image();
      float[] selection = result.selection().toArray();
      for (int p = 0; p < allowed.length; p++) {
        allowed[p] = Math.max(allowed[p], selection[p]);
      }
      remember(result);
    }
    return new PlaneEdit.Edited(image, Mask.of(before.width(), before.height(), allowed));
  }

  private void remember(InpaintingResult result) {
    if (parameters.isEmpty()) {
      parameters = ParametersText.format(result.first().parameters());
    }
    // One picture of one pass: what was flagged in the first takes no second.
    checks.addAll(result.generation().safety());
    result.remarks().stream().filter(text -> !remarks.contains(text)).forEach(remarks::add);
  }

  /** What the user should know, after the run. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** The parameters of the first region on the first slice, in A1111's form, after the run. */
  public String parameters() {
    return parameters;
  }
}
