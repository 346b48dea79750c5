package org.latentj.maven;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A hub of one repository on this machine. */
public final class HubServer implements AutoCloseable {
  private static final List<String> FILES =
      List.of(
          "model_index.json",
          "scheduler/scheduler_config.json",
          "text_encoder/config.json",
          "text_encoder/model.safetensors",
          "tokenizer/merges.txt",
          "tokenizer/vocab.json",
          "unet/config.json",
          "unet/diffusion_pytorch_model.safetensors",
          "vae/config.json",
          "vae/diffusion_pytorch_model.safetensors");

  private final HttpServer server;
  private final String repository;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private volatile String commit = "0123456789abcdef0123456789abcdef01234567";
  private volatile Optional<String> token = Optional.empty();

  /** A hub with that repository, which is empty. */
  public HubServer(String repository) throws IOException {
    this.repository = repository;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A hub with a diffusers folder of texts. */
  public static HubServer withTexts(String repository) throws IOException {
    HubServer hub = new HubServer(repository);
    FILES.forEach(name -> hub.with(name, ("contents of " + name).getBytes(StandardCharsets.UTF_8)));
    return hub;
  }

  /** A hub with the files of a folder. */
  public static HubServer withFolder(String repository, Path folder) throws IOException {
    HubServer hub = new HubServer(repository);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        hub.with(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return hub;
  }

  /** Adds or replaces a file. */
  public HubServer with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Moves the branch on. */
  public void moveTo(String newCommit) {
    commit = newCommit;
  }

  /** Answers only who has that token. */
  public void require(String newToken) {
    token = Optional.of(newToken);
  }

  /** Its address. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Paths that were asked for. */
  public List<String> paths() {
    return List.copyOf(paths);
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      paths.add(path);
      String prefix = "/%s/resolve/%s/".formatted(repository, commit);
      String header = exchange.getRequestHeaders().getFirst("Authorization");
      if (token.isPresent() && !("Bearer " + token.get()).equals(header)) {
        exchange.sendResponseHeaders(401, -1);
      } else if (path.startsWith("/api/models/" + repository + "/revision/")) {
        send(exchange, listing().getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith(prefix) && files.containsKey(path.substring(prefix.length()))) {
        send(exchange, files.get(path.substring(prefix.length())));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  private String listing() {
    JsonArray siblings = new JsonArray();
    files.forEach(
        (name, content) -> {
          JsonObject sibling = new JsonObject();
          sibling.addProperty("rfilename", name);
          sibling.addProperty("size", content.length);
          JsonObject lfs = new JsonObject();
          lfs.addProperty("sha256", sha256(content));
          lfs.addProperty("size", content.length);
          sibling.add("lfs", lfs);
          siblings.add(sibling);
        });
    JsonObject listing = new JsonObject();
    listing.addProperty("sha", commit);
    listing.add("siblings", siblings);
    return listing.toString();
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
    server.stop(0);
  }
}
