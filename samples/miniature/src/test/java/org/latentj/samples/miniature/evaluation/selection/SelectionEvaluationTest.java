package org.latentj.samples.miniature.evaluation.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.ImageGenerator;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.metadata.GenerationParameters;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.Inpainting;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ObjectSize;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Style;

class SelectionEvaluationTest {
  /** Draws a red star in the middle of whatever it is given, as a model should. */
  private static final class Stamp implements ImageGenerator {
    int paintings;

    @Override
    public GenerationResult generate(
        ModelReference model, GenerationRequest request, GenerationListener listener) {
      paintings++;
      Inpainting inpainting = (Inpainting) request;
      int edge = inpainting.image().width();
      SceneObject star =
          new SceneObject(
              ShapeKind.STAR, NamedColor.RED, ObjectSize.MEDIUM, Style.PLAIN, 0.5, 0.5, 0.2);
      Scene alone = new Scene(Background.plain(NamedColor.WHITE), List.of(star), Layout.FREE, 0);
      Picture drawn = Picture.of(SceneRenderer.render(alone, edge));
      int[] middle = middle(inpainting);
      byte[] rgb = inpainting.image().toRgb();
      for (int i = 0; i < edge * edge; i++) {
        int x = i % edge - middle[0] + edge / 2;
        int y = i / edge - middle[1] + edge / 2;
        boolean in = x >= 0 && y >= 0 && x < edge && y < edge;
        int color = in ? drawn.rgb(x, y) : 0xffffff;
        boolean red = (color >> 16) - (color >> 8 & 0xff) > 100;
        for (int c = 0; red && c < 3; c++) {
          rgb[3 * i + c] = (byte) (color >> 16 - 8 * c);
        }
      }
      GeneratedPicture picture =
          new GeneratedPicture(
              Picture.ofRgb(edge, edge, rgb),
              1,
              GenerationParameters.builder().build(),
              DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA);
      return new GenerationResult(
          request, List.of(picture), "m", "h", "cpu", "F32", Duration.ZERO, List.of());
    }

    /** Of what is masked altogether. */
    private static int[] middle(Inpainting inpainting) {
      int edge = inpainting.image().width();
      int[] sum = new int[2];
      int count = 0;
      float[] mask = inpainting.mask().toArray();
      for (int i = 0; i < mask.length; i++) {
        if (mask[i] > 0.99f) {
          sum[0] += i % edge;
          sum[1] += i / edge;
          count++;
        }
      }
      return new int[] {sum[0] / count, sum[1] / count};
    }

    @Override
    public ModelInfo load(ModelReference model) {
      return new ModelInfo("m", "cpu", "", "F32", 128, "1");
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("tasks select empty places inside the picture, before what red is seen on")
  void tasks() {
    List<SelectionTask> tasks = SelectionTask.series(5, 20);
    assertThat(tasks).isEqualTo(SelectionTask.series(5, 20)).doesNotHaveDuplicates();
    for (SelectionTask task : tasks) {
      assertThat(task.scene().background().shows(NamedColor.RED)).isTrue();
      BitSet place = task.ellipse().pixels(128);
      // An ellipse that were cut off would have fewer pixels than its area says.
      double area = Math.PI * task.ellipse().radiusX() * task.ellipse().radiusY() * 128 * 128;
      assertThat((double) place.cardinality()).isBetween(area - 20, area + 20);
      for (SceneObject object : task.scene().objects()) {
        Stream.of(0, 1, 2, 3)
            .forEach(
                k -> {
                  double x = object.x() + object.radius() * Math.cos(k * Math.PI / 2);
                  double y = object.y() + object.radius() * Math.sin(k * Math.PI / 2);
                  int pixel = (int) (y * 127) * 128 + (int) (x * 127);
                  assertThat(place.get(pixel)).isFalse();
                });
      }
    }
  }

  @Test
  @DisplayName("a painter that does as asked gets full marks, painting twice a scene")
  void perfect() {
    Stamp stamp = new Stamp();
    SelectionEvaluation evaluation =
        SelectionEvaluation.run(
            stamp,
            ModelReference.embedded(LoadOptions.defaults()),
            "a red star",
            128,
            3,
            1,
            Settings.defaults(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    assertThat(stamp.paintings).isEqualTo(6);
    List<String> rows = evaluation.table().toString().lines().skip(2).toList();
    assertThat(rows).hasSize(8);
    for (String row : rows) {
      String[] cells = row.split("\\|");
      assertThat(cells[3].strip()).as(row).isEqualTo("100.0 %");
      assertThat(cells[4].strip()).as(row).isEqualTo("100.0 %");
      assertThat(Double.parseDouble(cells[5].strip())).as(row).isLessThan(1.3);
      assertThat(Double.parseDouble(cells[7].strip())).as(row).isLessThan(2);
      assertThat(cells[9].strip()).as(row).isEqualTo("0");
    }
    assertThat(evaluation.sheet().getWidth()).isGreaterThan(9 * 128);
  }
}
