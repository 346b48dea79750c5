package org.latentj.worker.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.latentj.ImageGenerator;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;
import org.latentj.worker.protocol.Failures;
import org.latentj.worker.protocol.Frame;
import org.latentj.worker.protocol.FrameReader;
import org.latentj.worker.protocol.FrameWriter;
import org.latentj.worker.protocol.Message;
import org.latentj.worker.protocol.MessageType;
import org.latentj.worker.protocol.ProtocolException;
import org.latentj.worker.protocol.Replies;
import org.latentj.worker.protocol.Requests;

/**
 * Serves requests one after the other on the thread that calls {@link #run}, as native code likes
 * it. A thread beside it reads, so that a cancel gets through, and another one tells the parent
 * every second that this process lives.
 */
final class WorkerLoop {
  private static final long BEAT_MILLIS = 1000;

  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final FrameReader in;
  private final FrameWriter out;
  private final ImageGenerator engine;
  private final Duration idle;
  private final Runnable end;
  private volatile long current;
  private volatile long cancelled;

  /**
   * A loop.
   *
   * @param engine stays the caller's
   * @param idle ends the loop after so long without a request
   * @param end ends this process, because there is no parent any more
   */
  WorkerLoop(InputStream in, OutputStream out, ImageGenerator engine, Duration idle, Runnable end) {
    // The parent prints nothing; what is no frame has no meaning.
    this.in = new FrameReader(in, OutputStream.nullOutputStream());
    this.out = new FrameWriter(out);
    this.engine = engine;
    this.idle = idle;
    this.end = end;
  }

  /** Serves until there was nothing to do for long; ends the process when the stream ends. */
  void run() {
    start("latentj-worker-requests", this::read);
    start("latentj-worker-alive", this::beat);
    send(Replies.hello());
    try {
      Message request = next();
      while (request != null) {
        serve(request);
        request = next();
      }
    } catch (InterruptedException e) {
      // As if idle.
    }
  }

  private Message next() throws InterruptedException {
    return requests.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      for (Frame frame = in.read(); frame != null; frame = in.read()) {
        Message message = Message.of(frame);
        if (message.type() == MessageType.CANCEL) {
          cancelled = message.id();
        } else {
          requests.add(message);
        }
      }
    } catch (IOException e) {
      System.err.println("the worker cannot read its requests: " + e.getMessage());
    }
    end.run();
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(BEAT_MILLIS);
        long id = current;
        if (id != 0) {
          send(Replies.alive(id));
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but to end it.
    }
  }

  private void serve(Message request) {
    current = request.id();
    send(Replies.alive(request.id()));
    Frame reply;
    try {
      reply = reply(request);
      reply.requireSendable();
    } catch (OutOfMemoryError e) {
      // As the JVM does for its own heap: nothing is sure any more.
      System.err.println("Terminating due to " + e);
      Runtime.getRuntime().halt(3);
      return;
    } catch (IOException | RuntimeException | Error e) {
      reply = Failures.failure(request.id(), e);
    }
    current = 0;
    send(reply);
  }

  private Frame reply(Message request) throws ProtocolException {
    long id = request.id();
    return switch (request.type()) {
      case LOAD -> Replies.loaded(id, engine.load(Requests.model(request)));
      case GENERATE ->
          Replies.result(
              id,
              engine.generate(
                  Requests.model(request), Requests.request(request), new Forwarding(id)));
      default -> throw new ProtocolException("expected a request but got " + request.type());
    };
  }

  private void send(Frame frame) {
    try {
      out.write(frame);
    } catch (IOException e) {
      // Nobody listens any more.
      end.run();
      throw new UncheckedIOException(e);
    }
  }

  /** Sends progress on, and knows of the parent's cancel. */
  private final class Forwarding implements GenerationListener {
    private final long id;

    Forwarding(long id) {
      this.id = id;
    }

    @Override
    public void progress(Progress progress) {
      send(Replies.progress(id, progress));
    }

    @Override
    public boolean cancelled() {
      return cancelled == id;
    }
  }
}
