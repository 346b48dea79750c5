package org.latentj.imagej;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A hub of one repository on this machine: its listing and its files. */
public final class LocalHub implements AutoCloseable {
  /** The commit of its branch. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** What was asked for, and the header that names who asks. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  private final String repository;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String stalling = "";
  private volatile Optional<String> token = Optional.empty();

  /** With that repository. */
  public LocalHub(String repository) throws IOException {
    this.repository = repository;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A diffusers folder of few bytes. */
  public static LocalHub withFolder(String repository) throws IOException {
    LocalHub hub = new LocalHub(repository);
    hub.with("unet/config.json", "{\"cross_attention_dim\": 768, \"in_channels\": 4}");
    for (String name :
        List.of(
            "model_index.json",
            "scheduler/scheduler_config.json",
            "text_encoder/config.json",
            "text_encoder/model.safetensors",
            "tokenizer/merges.txt",
            "tokenizer/vocab.json",
            "unet/diffusion_pytorch_model.safetensors",
            "unet/diffusion_pytorch_model.fp16.safetensors",
            "vae/config.json",
            "vae/diffusion_pytorch_model.safetensors")) {
      hub.with(name, "contents of " + name);
    }
    return hub;
  }

  /** Adds a file. */
  public LocalHub with(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Sends half of that file, and then nothing. */
  public LocalHub stallingAt(String name) {
    stalling = name;
    return this;
  }

  /** Answers only who has that token. */
  public LocalHub requiring(String newToken) {
    token = Optional.of(newToken);
    return this;
  }

  /** Its address. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String who = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(path + " " + who);
    String prefix = "/%s/resolve/%s/".formatted(repository, COMMIT);
    try (exchange) {
      if (token.isPresent() && !("Bearer " + token.get()).equals(who)) {
        exchange.sendResponseHeaders(401, -1);
      } else if (path.equals("/api/models/%s/revision/main".formatted(repository))) {
        send(exchange, "listing", listing().getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith(prefix) && files.containsKey(path.substring(prefix.length()))) {
        String name = path.substring(prefix.length());
        send(exchange, name, files.get(name));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void send(HttpExchange exchange, String name, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    OutputStream body = exchange.getResponseBody();
    if (!name.equals(stalling)) {
      body.write(content);
      body.close();
      return;
    }
    body.write(content, 0, content.length / 2);
    body.flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String listing() {
    String siblings =
        files.entrySet().stream()
            .map(
                file ->
                    "{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\", \"lfs\": {\"sha256\": \"%s\", \"size\": %d}}"
                        .formatted(
                            file.getKey(),
                            file.getValue().length,
                            "0".repeat(40),
                            sha256(file.getValue()),
                            file.getValue().length))
            .collect(Collectors.joining(","));
    return "{\"sha\": \"%s\", \"cardData\": {\"license\": \"creativeml-openrail-m\"}, \"siblings\": [%s]}"
        .formatted(COMMIT, siblings);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
