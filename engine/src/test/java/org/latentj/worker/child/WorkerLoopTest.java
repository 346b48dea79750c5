package org.latentj.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.ImageGenerator;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.Progress;
import org.latentj.request.TextToImage;
import org.latentj.worker.protocol.Frame;
import org.latentj.worker.protocol.FrameReader;
import org.latentj.worker.protocol.FrameWriter;
import org.latentj.worker.protocol.Message;
import org.latentj.worker.protocol.MessageType;
import org.latentj.worker.protocol.Replies;
import org.latentj.worker.protocol.Requests;

@DisplayName("A worker's loop")
class WorkerLoopTest {
  private static final ModelReference MODEL = ModelReference.embedded(LoadOptions.defaults());

  private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
  private final FrameWriter parent = new FrameWriter(requests);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch allRead = new CountDownLatch(1);

  /** An engine without networks, for which the prompt says what is to happen. */
  private final class FakeEngine implements ImageGenerator {
    @Override
    public GenerationResult generate(
        ModelReference model, GenerationRequest request, GenerationListener listener) {
      if (request.prompt().equals("wait")) {
        await(allRead);
      }
      if (request.prompt().equals("recurse")) {
        throw new StackOverflowError();
      }
      if (listener.cancelled()) {
        throw new GenerationCancelledException("as asked for");
      }
      listener.progress(
          new Progress(
              Progress.Stage.DECODING, 0, 1, Duration.ZERO, Optional.empty(), Optional.empty()));
      return new GenerationResult(
          request, List.of(), "m", "h", "cpu", "F32", Duration.ZERO, List.of());
    }

    @Override
    public ModelInfo load(ModelReference model) {
      return new ModelInfo("m", "cpu", "CPU", "F32", 512, "1");
    }

    @Override
    public void close() {}
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(OutputStream out) {
    Runnable end =
        () -> {
          allRead.countDown();
          ended.countDown();
        };
    ByteArrayInputStream in = new ByteArrayInputStream(requests.toByteArray());
    new WorkerLoop(in, out, new FakeEngine(), Duration.ofMillis(500), end).run();
  }

  /** Kind and number of each reply but the signs of life. */
  private List<String> heard() throws IOException {
    FrameReader reader =
        new FrameReader(
            new ByteArrayInputStream(replies.toByteArray()), OutputStream.nullOutputStream());
    List<String> heard = new ArrayList<>();
    for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
      Message message = Message.of(frame);
      if (message.type() != MessageType.ALIVE) {
        heard.add(message.type() + " " + message.id());
      }
    }
    return heard;
  }

  private void ask(long id, String prompt) throws IOException {
    parent.write(Requests.generate(id, MODEL, TextToImage.of(prompt)));
  }

  @Test
  @DisplayName("serves requests in order, cancels the one that is named, and ends when it is idle")
  void serves() throws IOException {
    parent.write(Requests.load(1, MODEL));
    ask(2, "wait");
    ask(3, "x");
    ask(4, "recurse");
    ask(5, "x");
    parent.write(Requests.cancel(3));

    run(replies);

    assertThat(heard())
        .containsExactly(
            "HELLO 0",
            "LOADED 1",
            "PROGRESS 2",
            "RESULT 2",
            "FAILURE 3",
            "FAILURE 4",
            "PROGRESS 5",
            "RESULT 5");
    await(ended);
  }

  @Test
  @DisplayName("ends the process when its parent sends what is no message")
  void damagedRequest() throws IOException {
    parent.write(Frame.of("{}".getBytes(StandardCharsets.UTF_8)));
    ask(1, "x");
    run(replies);
    await(ended);
    assertThat(heard()).containsExactly("HELLO 0");
  }

  @Test
  @DisplayName("refuses a reply as a request, and goes on")
  void reply() throws IOException {
    parent.write(Replies.alive(1));
    ask(2, "x");
    run(replies);
    assertThat(heard()).containsExactly("HELLO 0", "FAILURE 1", "PROGRESS 2", "RESULT 2");
  }

  @Test
  @DisplayName("ends the process when nobody listens any more")
  void nobodyListens() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    assertThatThrownBy(() -> run(broken)).isInstanceOf(UncheckedIOException.class);
    await(ended);
  }
}
