package org.latentj.samples.miniature.evaluation.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.request.Inpainting;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.Split;

@DisplayName("Inpainting")
class InpaintingEvaluationTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final List<InpaintingTask> TASKS = InpaintingTasks.series(4, 40);

  /** Draws the wanted scene inside of the mask and keeps the picture outside. */
  private static Painter perfect() {
    Map<String, InpaintingTask> tasks = new HashMap<>();
    TASKS.forEach(task -> tasks.put(PromptKind.FULL.prompt(task.after(), task.object()), task));
    return request -> {
      Inpainting inpainting = (Inpainting) request;
      BufferedImage wanted = SceneRenderer.render(tasks.get(inpainting.prompt()).after(), 128);
      BufferedImage result = inpainting.image().toBufferedImage();
      for (int y = 0; y < 128; y++) {
        for (int x = 0; x < 128; x++) {
          if (inpainting.mask().value(x, y) == 1) {
            result.setRGB(x, y, wanted.getRGB(x, y));
          }
        }
      }
      return Picture.of(result);
    };
  }

  private static InpaintingEvaluation run(Painter painter, PromptKind prompts) {
    return InpaintingEvaluation.run(painter, 128, 6, 4, prompts, Settings.defaults(), NOWHERE);
  }

  @Test
  @DisplayName("is asked at empty places and at those of objects in turn, of what training saw")
  void tasks() {
    for (int i = 0; i < TASKS.size(); i++) {
      InpaintingTask task = TASKS.get(i);
      assertThat(task.replaced()).isEqualTo(i % 2 == 1);
      assertThat(task.box().covers(task.object(), 5)).isTrue();
      assertThat(task.others()).allMatch(other -> task.box().avoids(other, 3));
      assertThat(task.before().objects()).hasSize(task.others().size() + (i % 2));
      assertThat(Split.of(task.after())).isEqualTo(Split.TRAINING);
    }
    assertThat(InpaintingTasks.series(4, 3)).isEqualTo(TASKS.subList(0, 3));
  }

  @Test
  @DisplayName("is right where the object is there and nothing else changed")
  void right() {
    InpaintingEvaluation evaluation = run(perfect(), PromptKind.FULL);

    assertThat(evaluation.table().toString().lines().toList())
        .last()
        .asString()
        .matches("\\| all +\\| 6 +\\| 100.0 % \\| 100.0 % \\| 100.0 % \\| 100.0 % +\\|");
    assertThat(evaluation.sheet().getHeight()).isGreaterThan(256);
  }

  @Test
  @DisplayName("is wrong where the picture stays as it is")
  void unchanged() {
    assertThat(
            run(request -> ((Inpainting) request).image(), PromptKind.ALONE)
                .table()
                .toString()
                .lines()
                .toList())
        .last()
        .asString()
        .matches("\\| all +\\| 6 +\\| 0.0 % +\\| 0.0 % +\\| 0.0 % +\\| 100.0 % +\\|");
  }

  @Test
  @DisplayName("is found to have changed other pixels by a single level")
  void changed() {
    InpaintingTask task = TASKS.get(0);
    Picture before = Picture.of(SceneRenderer.render(task.before(), 128));
    byte[] bytes = before.toRgb();
    int outside = task.box().left() == 0 ? 127 : 0;
    bytes[3 * outside]++;
    int inside = 128 * (task.box().top() + 5) + task.box().left() + 5;
    bytes[3 * inside]++;

    assertThat(InpaintingTrial.of(task, before, Picture.ofRgb(128, 128, bytes)).changedOutside())
        .isEqualTo(1);
    assertThat(InpaintingTrial.of(task, before, before).changedOutside()).isZero();
  }

  @Test
  @DisplayName("says all that is to be seen, or the new object alone")
  void prompts() {
    InpaintingTask task =
        TASKS.stream().filter(t -> t.others().size() == 1).findFirst().orElseThrow();
    String object = task.object().color().word() + " " + task.object().shape().word();
    String other = task.others().get(0).shape().word();

    assertThat(PromptKind.ofName("full").prompt(task.after(), task.object()))
        .startsWith("a" + (object.startsWith("orange") ? "n " : " ") + object + " and ")
        .contains(other);
    assertThat(PromptKind.ofName("alone").prompt(task.after(), task.object()))
        .contains(object + " on a")
        .doesNotContain(" and a");
  }
}
