package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;
import org.latentj.request.Progress.Stage;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;

class LifecycleTest {
  private static final TextToImage REQUEST = TextToImage.of("a cat", quick().build());

  private static SettingsBuilder settings(int i) {
    return quick().seed(i).batchSize(1 + i % 2).tiling(i % 3 == 0 ? Tiling.X : Tiling.NONE);
  }

  @Test
  @DisplayName("requests from four threads at once give the pictures of one after the other")
  void concurrent() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (StableDiffusion model = TinyModels.load(TinyModels.V1)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Picture>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return picture(model, "cat " + number, settings(number));
                }));
      }
      start.countDown();

      for (int i = 0; i < 8; i++) {
        assertThat(futures.get(i).get()).isEqualTo(picture(model, "cat " + i, settings(i)));
      }
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  @DisplayName("a closed model refuses requests by its name; closing again is harmless")
  void closed() {
    StableDiffusion model = TinyModels.load(TinyModels.V1);
    model.close();

    assertThatThrownBy(() -> model.generate(REQUEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model tiny-diffusers is closed");
    assertThatCode(model::close).doesNotThrowAnyException();
    assertThat(model.name()).isEqualTo("tiny-diffusers");
  }

  @Test
  @DisplayName("closing from another thread waits for the request that is being served")
  void closingWaits() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    StableDiffusion model = TinyModels.load(TinyModels.V1);
    try {
      Picture expected = picture(model, REQUEST);
      List<Future<?>> closing = new ArrayList<>();
      GenerationListener closer =
          new GenerationListener() {
            @Override
            public void progress(Progress progress) {
              if (progress.stage() == Stage.SAMPLING && progress.step() == 1) {
                closing.add(threads.submit(model::close));
              }
            }
          };

      assertThat(model.generate(REQUEST, closer).first().picture()).isEqualTo(expected);

      closing.get(0).get();
      assertThatThrownBy(() -> model.generate(REQUEST)).isInstanceOf(IllegalStateException.class);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @DisplayName("a listener that closes the model ends its own request, not the JVM")
  void closedByListener() {
    StableDiffusion model = TinyModels.load(TinyModels.V1);
    GenerationListener closer =
        new GenerationListener() {
          @Override
          public void progress(Progress progress) {
            if (progress.stage() == Stage.SAMPLING && progress.step() == 2) {
              model.close();
            }
          }
        };
    assertThatThrownBy(() -> model.generate(REQUEST, closer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  @DisplayName("a listener may ask the same model for another picture")
  void nested() {
    try (StableDiffusion model = TinyModels.load(TinyModels.V1)) {
      Picture outer = picture(model, REQUEST);
      Picture inner = picture(model, "a dog", quick().tiling(Tiling.BOTH));
      List<Picture> nested = new ArrayList<>();
      GenerationListener asking =
          new GenerationListener() {
            @Override
            public void progress(Progress progress) {
              if (progress.stage() == Stage.SAMPLING && progress.step() == 2) {
                nested.add(picture(model, "a dog", quick().tiling(Tiling.BOTH)));
              }
            }
          };

      assertThat(model.generate(REQUEST, asking).first().picture()).isEqualTo(outer);
      assertThat(nested).containsExactly(inner);
    }
  }

  @Test
  @DisplayName("two models can be loaded at once and do not disturb each other")
  void twoModels() {
    try (StableDiffusion first = TinyModels.load(TinyModels.V1)) {
      Picture before = picture(first, REQUEST);
      try (StableDiffusion second = TinyModels.load(TinyModels.INPAINTING)) {
        assertThat(picture(second, REQUEST)).isNotEqualTo(before);
        assertThat(picture(first, REQUEST)).isEqualTo(before);
      }
      assertThat(picture(first, REQUEST)).isEqualTo(before);
    }
  }
}
