package org.latentj.models.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server of raw sockets, so that it can say and do what no honest one would. A connection
 * serves one request.
 */
public final class TestServer implements AutoCloseable {
  private final ServerSocket socket;
  private final String host;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Handler handler;

  /** Answers requests. */
  @FunctionalInterface
  public interface Handler {
    /** Writes status line, headers and body, or part of them; the connection is closed after it. */
    void handle(Request request, Reply reply) throws IOException;
  }

  /** What was asked. */
  public record Request(String path, Map<String, String> headers) {
    /** A header by its lower-case name. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /** Where the asked range begins; 0 without one. */
    public long from() {
      return header("range")
          .map(range -> Long.parseLong(range.replaceAll("bytes=(\\d+)-", "$1")))
          .orElse(0L);
    }
  }

  /** Writes an answer. */
  public static final class Reply {
    private final Socket socket;
    private final OutputStream out;

    private Reply(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    /** Bytes as they are. */
    public Reply raw(String text) throws IOException {
      return raw(text.getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
    }

    /** Bytes as they are. */
    public Reply raw(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      out.flush();
      return this;
    }

    /** A status line and headers. */
    public Reply head(int status, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nConnection: close\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      return raw(head.append("\r\n").toString());
    }

    /** A whole answer without a body. */
    public void empty(int status, String... headers) throws IOException {
      String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "Content-Length: 0";
      head(status, all);
    }

    /** An honest answer: the file, or the range that was asked for. */
    public void file(byte[] content, Request request) throws IOException {
      int from = (int) request.from();
      if (from > 0 && from >= content.length) {
        empty(416, "Content-Range: bytes */" + content.length);
        return;
      }
      int left = content.length - from;
      if (from == 0) {
        head(200, "Content-Length: " + left);
      } else {
        head(
            206,
            "Content-Length: " + left,
            "Content-Range: bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      }
      raw(content, from, left);
    }

    /** Ends the connection with a reset instead of an end. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
    }
  }

  /** A server at {@code http://127.0.0.1}. */
  public TestServer(Handler handler) throws IOException {
    this("127.0.0.1", handler);
  }

  /** A server on this machine under that name. */
  public TestServer(String host, Handler handler) throws IOException {
    this.host = host;
    this.handler = handler;
    socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    threads.submit(this::accept);
  }

  /** From now on. */
  public void setHandler(Handler newHandler) {
    handler = newHandler;
  }

  /** The address of a file. */
  public URI uri(String path) {
    return URI.create("http://" + host + ":" + socket.getLocalPort() + path);
  }

  /** All requests so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.submit(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      handler.handle(request, new Reply(connection));
    } catch (IOException | RuntimeException e) {
      // The client went away, which is what many tests are about.
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(first[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the client went away");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
