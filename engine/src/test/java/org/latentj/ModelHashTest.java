package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.quick;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.extend.Extensions;
import org.latentj.extend.lora.LoraReference;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationResult;
import org.latentj.request.Progress;
import org.latentj.request.TextToImage;

/** A model is there before its hash is, and what needs the hash waits for it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ModelHashTest {
  private static final TextToImage REQUEST = TextToImage.of("a cat", quick().build());

  @TempDir Path folder;

  /** Waits with the hash until it is told to compute it. */
  private static final class Held implements ModelHash.Source {
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public ModelHash.Work of(Checkpoint opened) {
      ModelHash.Work real = ModelHash.of(opened);
      return new ModelHash.Work() {
        @Override
        public String sha256(BooleanSupplier stopped) {
          try {
            go.await();
          } catch (InterruptedException e) {
            return "no hash";
          }
          return real.sha256(stopped);
        }

        @Override
        public void close() {
          real.close();
          closed.countDown();
        }
      };
    }
  }

  private static ModelReference reference(Path model) {
    return ModelReference.of(model, TinyModels.onCpu());
  }

  private static ModelReference singleFile(Path file) {
    CheckpointOptions options =
        CheckpointOptions.defaults()
            .withConfigFolder(TinyModels.SINGLE_FILE_CONFIG)
            .withTokenizerFolder(TinyModels.TOKENIZER);
    return ModelReference.of(file, TinyModels.onCpu().withCheckpoint(options));
  }

  private static String hashOf(ModelReference model) {
    try (Checkpoint opened =
        Checkpoint.open(model.checkpoint().orElseThrow(), model.options().checkpoint())) {
      return opened.sha256();
    }
  }

  private static List<Thread> hashing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("latentj-model-hash"))
        .toList();
  }

  @Test
  @DisplayName("loading, and what is known of the model, wait for no hash; its pictures do")
  void loadsBefore() throws InterruptedException, ExecutionException, TimeoutException {
    Held held = new Held();
    try (StableDiffusion model = StableDiffusion.load(reference(TinyModels.V1), held)) {
      assertThat(model.info().name()).isEqualTo("tiny-diffusers");
      assertThat(hashing()).isNotEmpty().allMatch(Thread::isDaemon);
      CountDownLatch decoding = new CountDownLatch(1);
      CompletableFuture<GenerationResult> result =
          async(
              () ->
                  model.generate(
                      REQUEST,
                      new GenerationListener() {
                        @Override
                        public void progress(Progress progress) {
                          if (progress.stage() == Progress.Stage.DECODING) {
                            decoding.countDown();
                          }
                        }
                      }));
      CompletableFuture<String> hash = async(model::modelHash);
      decoding.await();
      assertThatThrownBy(() -> result.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(hash).isNotDone();

      held.go.countDown();

      String expected = hashOf(reference(TinyModels.V1));
      assertThat(result.get().modelHash()).isEqualTo(expected);
      assertThat(result.get().first().parameters().modelHash()).hasValue(expected.substring(0, 10));
      assertThat(hash.get()).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("a request can be cancelled while it waits for the hash")
  void cancelled() {
    Held held = new Held();
    AtomicBoolean decoding = new AtomicBoolean();
    GenerationListener listener =
        new GenerationListener() {
          private int asked;

          @Override
          public void progress(Progress progress) {
            decoding.compareAndSet(false, progress.stage() == Progress.Stage.DECODING);
          }

          @Override
          public boolean cancelled() {
            // The first time in this stage is before the picture is decoded.
            return decoding.get() && ++asked > 1;
          }
        };
    try (StableDiffusion model = StableDiffusion.load(reference(TinyModels.V1), held)) {
      assertThatThrownBy(() -> model.generate(REQUEST, listener))
          .isInstanceOf(GenerationCancelledException.class)
          .hasMessage("generation was cancelled while the hash of the model's file was computed");
    }
  }

  @Test
  @DisplayName("closing a model ends the computation of its hash, and says so to who waits for it")
  void closed() throws InterruptedException {
    Held held = new Held();
    StableDiffusion model = StableDiffusion.load(reference(TinyModels.V1), held);
    CompletableFuture<String> waiting = async(model::modelHash);

    model.close();

    // No wait: the thread has ended, and its files are closed.
    assertThat(held.closed.getCount()).isZero();
    assertThat(hashing()).isEmpty();
    for (CompletableFuture<String> asked : List.of(waiting, async(model::modelHash))) {
      assertThatThrownBy(asked::get)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the model tiny-diffusers was closed before its hash was known");
    }
  }

  /** On a thread of its own: the common pool may have a single one. */
  private static <T> CompletableFuture<T> async(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
  }

  @Test
  @DisplayName("a hash that was known when the model was closed stays known")
  void knownStays() {
    StableDiffusion model = StableDiffusion.load(reference(TinyModels.V1));
    String hash = model.modelHash();
    model.close();

    assertThat(model.modelHash()).isEqualTo(hash).isEqualTo(hashOf(reference(TinyModels.V1)));
  }

  @Test
  @DisplayName("reading gigabytes for a hash ends at once when the model is closed")
  void stops() {
    AtomicBoolean wasAsked = new AtomicBoolean();
    ModelHash.Source endless =
        opened ->
            new ModelHash.Work() {
              @Override
              public String sha256(BooleanSupplier stopped) {
                while (!stopped.getAsBoolean()) {
                  Thread.onSpinWait();
                }
                wasAsked.set(true);
                return "half a hash";
              }

              @Override
              public void close() {
                // Nothing is open.
              }
            };
    StableDiffusion model = StableDiffusion.load(reference(TinyModels.V1), endless);
    model.close();

    assertThat(wasAsked).isTrue();
    assertThatThrownBy(model::modelHash).hasMessageContaining("was closed before");
  }

  @Test
  @DisplayName(
      "a hash that cannot be computed fails requests before they are sampled, with the reason")
  void failed() throws InterruptedException {
    ModelHash.Source failing =
        opened ->
            new ModelHash.Work() {
              @Override
              public String sha256(BooleanSupplier stopped) {
                throw new CheckpointException("/m/x.ckpt: the disk is gone");
              }

              @Override
              public void close() {
                // Nothing is open.
              }
            };
    try (StableDiffusion model = StableDiffusion.load(reference(TinyModels.V1), failing)) {
      String message =
          "the hash that pictures name the model tiny-diffusers by could not be computed:"
              + " /m/x.ckpt: the disk is gone; load the model again";
      assertThatThrownBy(model::modelHash)
          .isInstanceOf(CheckpointException.class)
          .hasMessage(message);
      AtomicBoolean sampled = new AtomicBoolean();
      GenerationListener listener =
          new GenerationListener() {
            @Override
            public void progress(Progress progress) {
              sampled.compareAndSet(false, progress.stage() == Progress.Stage.SAMPLING);
            }
          };
      assertThatThrownBy(() -> model.generate(REQUEST, listener))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(message);
      assertThat(sampled).isFalse();
      assertThat(model.name()).isEqualTo("tiny-diffusers");
    }
    assertThat(hashing()).isEmpty();
  }

  @Test
  @DisplayName("a file that is deleted, or replaced by another, is hashed as it was loaded")
  void replaced() throws IOException {
    Path file = Files.copy(TinyModels.SINGLE_FILE, folder.resolve("model.ckpt"));
    Path other = Files.write(folder.resolve("other"), new byte[1000]);
    Held held = new Held();
    String expected = hashOf(singleFile(file));
    try (StableDiffusion model = StableDiffusion.load(singleFile(file), held)) {
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      held.go.countDown();

      assertThat(model.modelHash()).isEqualTo(expected);
    }
    Files.copy(TinyModels.SINGLE_FILE, file, StandardCopyOption.REPLACE_EXISTING);
    Held second = new Held();
    try (StableDiffusion model = StableDiffusion.load(singleFile(file), second)) {
      Files.delete(file);
      second.go.countDown();

      assertThat(model.generate(REQUEST).modelHash()).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("a file that is written to in place has no hash that could be relied on")
  void writtenTo() throws IOException {
    Path file = Files.copy(TinyModels.SINGLE_FILE, folder.resolve("model.ckpt"));
    Held held = new Held();
    try (StableDiffusion model = StableDiffusion.load(singleFile(file), held)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() / 2);
      }
      held.go.countDown();

      assertThatThrownBy(model::modelHash)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file + ": the file was written to while it was read");
    }
  }

  @Test
  @DisplayName("the embedded model's hash is known when its unpacked files are gone")
  void embedded() {
    AtomicBoolean closed = new AtomicBoolean();
    ModelHash.Source observed =
        opened -> {
          ModelHash.Work real = ModelHash.of(opened);
          return new ModelHash.Work() {
            @Override
            public String sha256(BooleanSupplier stopped) {
              return real.sha256(stopped);
            }

            @Override
            public void close() {
              real.close();
              closed.set(true);
            }
          };
        };
    ModelReference shipped = ModelReference.embedded(TinyModels.onCpu());
    try (StableDiffusion model = StableDiffusion.load(shipped, observed)) {
      assertThat(closed).isTrue();
      assertThat(model.modelHash()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  @DisplayName("a model that cannot be loaded leaves no thread behind")
  void loadFails() {
    Held held = new Held();
    LoraReference missing = LoraReference.of(folder.resolve("no-such.safetensors"), 1);
    LoadOptions options = TinyModels.onCpu().withExtensions(Extensions.NONE.withLora(missing));

    assertThatThrownBy(() -> StableDiffusion.load(ModelReference.of(TinyModels.V1, options), held))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no-such");
    assertThat(held.closed.getCount()).isZero();
    assertThat(hashing()).isEmpty();
  }
}
