package org.latentj.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.latentj.worker.WorkerTests.TINY;
import static org.latentj.worker.WorkerTests.atSteps;
import static org.latentj.worker.WorkerTests.isSampling;
import static org.latentj.worker.WorkerTests.onCpu;
import static org.latentj.worker.WorkerTests.request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.ImageGenerator;
import org.latentj.InProcessGenerator;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.Progress;

@DisplayName("An engine in a worker")
class WorkerGeneratorTest {
  private static ImageGenerator here;
  private static WorkerGenerator worker;

  @BeforeAll
  static void open() {
    here = new InProcessGenerator();
    worker = WorkerGenerator.own(WorkerTests.options());
  }

  @AfterAll
  static void close() {
    worker.close();
    here.close();
  }

  private static Picture photo() {
    byte[] rgb = new byte[3 * 64 * 64];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 7);
    }
    return Picture.ofRgb(64, 64, rgb);
  }

  private static Picture picture(ImageGenerator generator, long seed) {
    return generator.generate(TINY, request(4, seed)).first().picture();
  }

  @Test
  @DisplayName("gives the same result as in this process, to the last byte")
  void sameResult() {
    var settings = request(4, 11).settings().toBuilder().batchSize(2).build();
    Mask mask = Mask.ofRegion(64, 64, new Region(8, 8, 20, 24)).blur(2);
    for (var request :
        List.of(
            request(4, 11).withSize(60, 72),
            new ImageToImage("a cat", photo(), 0.7, settings),
            Inpainting.of("a cat", photo(), mask, 1, settings))) {
      GenerationResult expected = here.generate(TINY, request);
      GenerationResult actual = worker.generate(TINY, request);
      assertThat(actual)
          .usingRecursiveComparison()
          .ignoringFields("duration", "request", "pictures")
          .isEqualTo(expected);
      assertThat(actual.request()).isSameAs(request);
      assertThat(actual.pictures()).isEqualTo(expected.pictures());
    }
  }

  @Test
  @DisplayName("describes its model as in this process")
  void describes() {
    assertThat(worker.load(TINY)).isEqualTo(here.load(TINY));
  }

  @Test
  @DisplayName("reports every stage and step with the same previews as in this process")
  void progress() {
    assertThat(heard(worker)).isEqualTo(heard(here));
  }

  private static List<String> heard(ImageGenerator generator) {
    List<String> heard = new ArrayList<>();
    Thread caller = Thread.currentThread();
    generator.generate(
        TINY,
        request(3, 5),
        new GenerationListener() {
          @Override
          public void progress(Progress p) {
            assertThat(Thread.currentThread()).isSameAs(caller);
            String preview =
                p.preview()
                    .map(picture -> picture.get() + " " + Arrays.hashCode(picture.get().toRgb()))
                    .orElse("no preview");
            heard.add(
                "%s %d/%d %s %s"
                    .formatted(p.stage(), p.step(), p.steps(), p.remaining().isPresent(), preview));
          }
        });
    assertThat(heard).anyMatch(text -> text.startsWith("SAMPLING 3/3 true Picture 8x8"));
    return heard;
  }

  @Test
  @DisplayName("stops before the next step when it is cancelled, and keeps its model loaded")
  void cancels() {
    worker.load(TINY);
    long pid = worker.pid().orElseThrow();
    GenerationListener listener =
        new GenerationListener() {
          private boolean cancelled;

          @Override
          public void progress(Progress progress) {
            cancelled |= isSampling(progress);
          }

          @Override
          public boolean cancelled() {
            return cancelled;
          }
        };
    assertThatThrownBy(() -> worker.generate(TINY, request(900, 1), listener))
        .isInstanceOf(GenerationCancelledException.class)
        .hasMessageMatching("generation was cancelled before step \\d{1,3} of 900");
    assertThat(picture(worker, 3)).isEqualTo(picture(here, 3));
    assertThat(worker.pid()).hasValue(pid);
  }

  @Test
  @DisplayName("is cancelled by interrupting the calling thread, which stays interrupted")
  void interrupted() {
    Thread caller = Thread.currentThread();
    assertThatThrownBy(() -> worker.generate(TINY, request(900, 1), atSteps(caller::interrupt)))
        .isInstanceOf(GenerationCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("hands what a listener throws to the caller, and works on")
  void listenerFails() {
    IllegalStateException failure = new IllegalStateException("the listener broke");
    GenerationListener listener =
        atSteps(
            () -> {
              throw failure;
            });
    assertThatThrownBy(() -> worker.generate(TINY, request(900, 1), listener)).isSameAs(failure);
    assertThat(picture(worker, 3)).isEqualTo(picture(here, 3));
  }

  @Test
  @DisplayName("refuses to be used by its own listener")
  void nested() {
    assertThatThrownBy(
            () ->
                worker.generate(
                    TINY, request(900, 1), atSteps(() -> worker.generate(TINY, request(1, 1)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a listener must not use the generator that calls it");
  }

  @Test
  @DisplayName("fails with the same exceptions as in this process, and works on")
  void sameErrors() {
    worker.load(TINY);
    long pid = worker.pid().orElseThrow();
    List<ModelReference> wrong =
        List.of(
            ModelReference.of(Path.of("no", "such folder"), onCpu()),
            ModelReference.of(Path.of("pom.xml"), onCpu()),
            ModelReference.of(TINY.checkpoint().orElseThrow(), onCpu().withDevice("abacus")),
            ModelReference.of(TINY.checkpoint().orElseThrow(), onCpu().withDevice("cuda:99")));
    for (ModelReference model : wrong) {
      Throwable expected = catchThrowable(() -> here.load(model));
      assertThatThrownBy(() -> worker.generate(model, request(2, 1)))
          .hasSameClassAs(expected)
          .hasMessage(expected.getMessage());
    }
    assertThatThrownBy(() -> worker.load(wrong.get(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("such folder");
    assertThat(picture(worker, 3)).isEqualTo(picture(here, 3));
    assertThat(worker.pid()).hasValue(pid);
  }

  @Test
  @DisplayName("serves several threads, one after the other, and each gets its own picture")
  void threads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Picture>> calls = new ArrayList<>();
      for (long seed = 20; seed < 26; seed++) {
        long own = seed;
        calls.add(() -> picture(worker, own));
      }
      List<Future<Picture>> pictures = threads.invokeAll(calls);
      for (int i = 0; i < pictures.size(); i++) {
        assertThat(pictures.get(i).get()).isEqualTo(picture(here, 20 + i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("is not disturbed by what libraries print to standard output")
  void noise() throws Exception {
    try (WorkerGenerator noisy =
        WorkerGenerator.own(WorkerTests.options(), NoisyMain.class.getName())) {
      assertThat(picture(noisy, 3)).isEqualTo(picture(here, 3));
      assertThat(noisy.generate(TINY, request(50, 4)).remarks()).isEmpty();
    }
  }

  @Test
  @DisplayName("refuses requests when it is closed")
  void closed() {
    WorkerGenerator closed = WorkerGenerator.own(WorkerTests.options());
    closed.close();
    assertThatThrownBy(() -> closed.load(TINY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the generator is closed");
    assertThat(closed.pid()).isEmpty();
  }
}
