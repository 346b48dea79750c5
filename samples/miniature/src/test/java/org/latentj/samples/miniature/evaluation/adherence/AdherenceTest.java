package org.latentj.samples.miniature.evaluation.adherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.samples.miniature.evaluation.analysis.Verdict;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ObjectSize;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.Style;

@DisplayName("Adherence to prompts")
class AdherenceTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final List<HeldOutPrompt> PROMPTS = HeldOutPrompt.series(1, 8);
  private static final Scene BLUE_STAR_ON_PINK =
      new Scene(
          Background.plain(NamedColor.PINK),
          List.of(
              new SceneObject(
                  ShapeKind.STAR, NamedColor.BLUE, ObjectSize.MEDIUM, Style.PLAIN, 0.5, 0.5, 0.2)),
          Layout.ALIGNED,
          0);

  /** Draws what it is asked for, and notes with which settings. */
  private static Painter perfect(List<Settings> settings) {
    Map<String, HeldOutPrompt> scenes =
        PROMPTS.stream().collect(Collectors.toMap(HeldOutPrompt::text, Function.identity()));
    return request -> {
      settings.add(request.settings());
      return Picture.of(
          SceneRenderer.render(scenes.get(((TextToImage) request).prompt()).scene(), 128));
    };
  }

  private static Picture stubborn() {
    return Picture.of(SceneRenderer.render(BLUE_STAR_ON_PINK, 128));
  }

  private static Rates rates(List<JudgedPicture> pictures) {
    return Rates.of(pictures.stream().map(JudgedPicture::verdict).toList());
  }

  @Test
  @DisplayName("is asked of combinations that training never saw, with seeds of their own")
  void heldOut() {
    assertThat(PROMPTS).allMatch(prompt -> Split.of(prompt.scene()) == Split.HELD_OUT);
    assertThat(PROMPTS).extracting(HeldOutPrompt::seed).doesNotHaveDuplicates();
    assertThat(PROMPTS).allMatch(prompt -> prompt.seed() >= 0 && prompt.seed() < 1L << 32);
    assertThat(HeldOutPrompt.series(1, 3)).isEqualTo(PROMPTS.subList(0, 3));
    assertThat(HeldOutPrompt.series(2, 8)).doesNotContainAnyElementsOf(PROMPTS);
  }

  @Test
  @DisplayName("is complete where the model draws what it is asked for")
  void perfect() {
    List<Settings> settings = new ArrayList<>();
    Adherence adherence = new Adherence(perfect(settings), NOWHERE);

    Rates rates = rates(adherence.judge(PROMPTS, Settings.defaults()));

    assertThat(rates.line())
        .isEqualTo("colour 100.0 %  shape 100.0 %  background 100.0 %  count 100.0 %");
    assertThat(settings)
        .extracting(Settings::seed)
        .containsExactlyElementsOf(PROMPTS.stream().map(HeldOutPrompt::seed).toList());
  }

  @Test
  @DisplayName("is low where the model always draws the same")
  void stubbornModel() {
    List<JudgedPicture> pictures =
        new Adherence(request -> stubborn(), NOWHERE).judge(PROMPTS, Settings.defaults());

    Rates rates = rates(pictures);
    int single = (int) PROMPTS.stream().filter(p -> p.scene().objects().size() == 1).count();
    assertThat(rates.counts()).isEqualTo(single);
    assertThat(rates.perfect()).isZero();
    assertThat(rates.colors()).isLessThan(rates.objects() / 2);
    assertThat(RatesTable.of(pictures).toString()).contains("| one object ").contains("| all ");
    assertThat(RatesTable.byShape(pictures).toString().lines().count())
        .isEqualTo(
            2
                + PROMPTS.stream()
                    .flatMap(p -> p.scene().objects().stream())
                    .map(SceneObject::shape)
                    .distinct()
                    .count());
  }

  @Test
  @DisplayName("counts objects for colours and shapes, pictures for backgrounds and counts")
  void rates() {
    HeldOutPrompt star = new HeldOutPrompt(0, BLUE_STAR_ON_PINK, 0);
    Verdict right = JudgedPicture.of(star, stubborn()).verdict();
    Verdict empty = new Verdict(right.objects(), false, 2);

    Rates rates = Rates.of(List.of(right, empty, right));

    assertThat(rates).isEqualTo(new Rates(3, 3, 3, 3, 2, 2, 2));
    assertThat(rates.line())
        .isEqualTo("colour 100.0 %  shape 100.0 %  background 66.7 %  count 66.7 %");
    assertThat(Rates.of(List.of()).line()).isEqualTo("colour -  shape -  background -  count -");
  }

  @Test
  @DisplayName("is measured at eight guidance scales, and plotted")
  void sweep() {
    List<Settings> settings = new ArrayList<>();
    GuidanceSweep sweep =
        GuidanceSweep.run(
            new Adherence(perfect(settings), NOWHERE), PROMPTS.subList(0, 1), Settings.defaults());

    assertThat(settings)
        .extracting(used -> used.guidanceScale().orElseThrow())
        .containsExactly(1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
    assertThat(sweep.table().toString().lines()).hasSize(10).anyMatch(l -> l.contains("| 1.5 "));
    assertThat(sweep.plot("50 steps").series()).hasSize(5);
    assertThat(sweep.plot("50 steps").draw().getWidth()).isEqualTo(800);
  }

  @Test
  @DisplayName("is shown on a sheet, and its failures are kept")
  void shown(@TempDir Path folder) throws IOException {
    HeldOutPrompt star = new HeldOutPrompt(0, BLUE_STAR_ON_PINK, 0);
    JudgedPicture right = JudgedPicture.of(star, stubborn());
    JudgedPicture wrong = JudgedPicture.of(PROMPTS.get(0), stubborn());

    int green = VerdictSheet.draw(List.of(right)).getRGB(9, 9) & 0xffffff;
    int red = VerdictSheet.draw(List.of(wrong)).getRGB(9, 9) & 0xffffff;
    assertThat(green).isEqualTo(0x1FA03C);
    assertThat(red).isEqualTo(0xDC2323);

    Failures.write(List.of(right, wrong), folder.resolve("failures"));
    try (Stream<Path> files = Files.list(folder.resolve("failures"))) {
      assertThat(files).hasSize(2);
    }
    assertThat(Files.readString(folder.resolve("failures/failures.txt")))
        .contains(PROMPTS.get(0).text())
        .contains("blue star for");
  }
}
