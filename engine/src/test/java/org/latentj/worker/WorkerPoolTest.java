package org.latentj.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latentj.ImageGenerator;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.TextToImage;

@Timeout(60)
class WorkerPoolTest {
  private static final TextToImage REQUEST = TextToImage.of("a cat");

  private final Map<String, Device> devices = new ConcurrentHashMap<>();

  /** A worker that notes what it is asked for, and holds a request until it may go on. */
  private static final class Device implements ImageGenerator {
    private final List<ModelReference> served = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile RuntimeException failure;
    private volatile boolean closed;

    @Override
    public GenerationResult generate(
        ModelReference model, GenerationRequest request, GenerationListener listener) {
      served.add(model);
      begun.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failure != null) {
        throw failure;
      }
      String device = model.options().device();
      return new GenerationResult(
          request, List.of(), "m", "", device, "F16", Duration.ZERO, List.of());
    }

    @Override
    public ModelInfo load(ModelReference model) {
      served.add(model);
      return new ModelInfo("m", model.options().device(), "", "F16", 512, "");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private WorkerPool pool(String... names) {
    return new WorkerPool(List.of(names), name -> devices.computeIfAbsent(name, n -> new Device()));
  }

  private static ModelReference model(String name, String device) {
    return ModelReference.of(Path.of(name), LoadOptions.defaults().withDevice(device));
  }

  private static CompletableFuture<String> send(WorkerPool pool, ModelReference model) {
    return CompletableFuture.supplyAsync(() -> pool.generate(model, REQUEST).device());
  }

  @Test
  @DisplayName("as many requests run at a time as there are devices; the next takes the first idle")
  void spreads() throws InterruptedException, ExecutionException {
    try (WorkerPool pool = pool("cuda:0", "cuda:1")) {
      devices.get("cuda:0").gate = new CountDownLatch(1);
      devices.get("cuda:1").gate = new CountDownLatch(1);
      CompletableFuture<String> first = send(pool, model("a", "auto"));
      devices.get("cuda:0").begun.await();
      CompletableFuture<String> second = send(pool, model("a", "auto"));
      devices.get("cuda:1").begun.await();
      CompletableFuture<String> third = send(pool, model("a", "auto"));

      devices.get("cuda:1").gate.countDown();

      assertThat(second.get()).isEqualTo("cuda:1");
      assertThat(third.get()).isEqualTo("cuda:1");
      assertThat(first).isNotDone();
      devices.get("cuda:0").gate.countDown();
      assertThat(first.get()).isEqualTo("cuda:0");
    }
  }

  @Test
  @DisplayName("a request goes to a device that has its model")
  void affinity() {
    try (WorkerPool pool = pool("cuda:0", "cuda:1")) {
      assertThat(pool.generate(model("a", "auto"), REQUEST).device()).isEqualTo("cuda:0");
      assertThat(pool.load(model("b", "cuda")).device()).isEqualTo("cuda:1");
      for (int i = 0; i < 3; i++) {
        assertThat(pool.generate(model("b", "cuda"), REQUEST).device()).isEqualTo("cuda:1");
        assertThat(pool.generate(model("a", "auto"), REQUEST).device()).isEqualTo("cuda:0");
      }
    }
  }

  @Test
  @DisplayName("a request that names a device gets that one, or is told that there is none")
  void named() {
    try (WorkerPool pool = pool("cuda:0", "cuda:2")) {
      assertThat(pool.generate(model("a", "CUDA:2"), REQUEST).device()).isEqualTo("cuda:2");
      assertThatThrownBy(() -> pool.generate(model("a", "cuda:1"), REQUEST))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("device cuda:1 has no worker: expected auto or one of [cuda:0, cuda:2]");
    }
    assertThatThrownBy(() -> pool("cuda:0", "cuda:0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(this::pool).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("a device whose request failed serves the next one")
  void failures() {
    try (WorkerPool pool = pool("cuda:0")) {
      devices.get("cuda:0").failure = new IllegalStateException("no");
      assertThatThrownBy(() -> pool.generate(model("a", "auto"), REQUEST)).hasMessage("no");
      devices.get("cuda:0").failure = null;
      assertThat(pool.generate(model("a", "auto"), REQUEST).device()).isEqualTo("cuda:0");
    }
  }

  @Test
  @DisplayName("a request that waits can be cancelled, and ends when the pool is closed")
  void waiting() throws InterruptedException {
    WorkerPool pool = pool("cuda:0");
    devices.get("cuda:0").gate = new CountDownLatch(1);
    CompletableFuture<String> running = send(pool, model("a", "auto"));
    devices.get("cuda:0").begun.await();
    GenerationListener cancels =
        new GenerationListener() {
          private int asked;

          @Override
          public boolean cancelled() {
            asked++;
            return asked > 2;
          }
        };
    assertThatThrownBy(() -> pool.generate(model("a", "auto"), REQUEST, cancels))
        .isInstanceOf(GenerationCancelledException.class);

    CompletableFuture<String> waits = send(pool, model("a", "auto"));
    pool.close();

    assertThat(waits)
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("the generator is closed");
    assertThat(devices.get("cuda:0").closed).isTrue();
    devices.get("cuda:0").gate.countDown();
    assertThat(running).succeedsWithin(30, TimeUnit.SECONDS);
  }
}
