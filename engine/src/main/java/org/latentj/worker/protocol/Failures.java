package org.latentj.worker.protocol;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.NumericOverflowException;
import org.latentj.request.GenerationCancelledException;
import org.latentj.runtime.TorchException;

/**
 * Ordinary failures of a request: the parent throws what the engine threw, with the same message.
 * The stack trace in the worker comes along as the cause.
 */
public final class Failures {
  private static final int MAX_TRACE = 20_000;

  private Failures() {}

  /** The kinds that a parent throws again. */
  private enum Kind {
    ARGUMENT,
    CANCELLED,
    CHECKPOINT,
    IO,
    OVERFLOW,
    STATE,
    TORCH,
    OTHER
  }

  /** A failure that a parent cannot name: its message begins with its class. */
  private static final class FailureInWorker extends Exception {
    private static final long serialVersionUID = 1L;

    FailureInWorker(String trace) {
      // Its own stack trace would only lead to this class.
      super(trace, null, false, false);
    }
  }

  /** A request failed. */
  public static Frame failure(long id, Throwable failure) {
    JsonObject fields = new JsonObject();
    Kind kind = kind(failure);
    fields.addProperty("kind", kind.name());
    fields.addProperty(
        "message", kind == Kind.OTHER ? failure.toString() : String.valueOf(failure.getMessage()));
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String text = trace.toString();
    fields.addProperty("trace", text.substring(0, Math.min(text.length(), MAX_TRACE)));
    return Message.frame(MessageType.FAILURE, id, fields);
  }

  private static Kind kind(Throwable failure) {
    if (failure instanceof CheckpointException) {
      return Kind.CHECKPOINT;
    } else if (failure instanceof TorchException) {
      return Kind.TORCH;
    } else if (failure instanceof NumericOverflowException) {
      return Kind.OVERFLOW;
    } else if (failure instanceof GenerationCancelledException) {
      return Kind.CANCELLED;
    } else if (failure instanceof IllegalArgumentException) {
      return Kind.ARGUMENT;
    } else if (failure instanceof IllegalStateException) {
      return Kind.STATE;
    } else if (failure instanceof UncheckedIOException) {
      return Kind.IO;
    }
    return Kind.OTHER;
  }

  /**
   * Reads a {@code FAILURE}.
   *
   * @return what the engine threw; a plain {@link RuntimeException} for what it never throws
   *     knowingly
   */
  public static RuntimeException failure(Message message) throws ProtocolException {
    String text = message.fields().text("message");
    Throwable cause = new FailureInWorker("in the worker: " + message.fields().text("trace"));
    return switch (message.fields().choice("kind", Kind.class)) {
      case ARGUMENT -> new IllegalArgumentException(text, cause);
      case CHECKPOINT -> new CheckpointException(text, cause);
      case IO -> new UncheckedIOException(text, new IOException(text, cause));
      case STATE -> new IllegalStateException(text, cause);
      case TORCH -> new TorchException(text, cause);
      case CANCELLED -> caused(new GenerationCancelledException(text), cause);
      case OVERFLOW -> caused(new NumericOverflowException(text), cause);
      case OTHER -> new RuntimeException("the engine failed in its worker: " + text, cause);
    };
  }

  private static RuntimeException caused(RuntimeException failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }
}
