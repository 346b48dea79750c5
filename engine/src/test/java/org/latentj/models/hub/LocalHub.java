package org.latentj.models.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.latentj.models.download.Backoff;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.download.TestServer;
import org.latentj.models.download.TestServer.Reply;
import org.latentj.models.download.TestServer.Request;

/**
 * A hub of one repository on this machine: its interface for listings, addresses of files, and
 * redirects of large ones to another host. The tests of all modules use it.
 */
public final class LocalHub implements AutoCloseable {
  /** The commit of its branch {@code main}. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** What was asked of the hub itself: paths, and the header that names who asks, or null. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  private final String repository;
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final TestServer cdn;
  private final TestServer server;
  private volatile String license = "creativeml-openrail-m";
  private volatile String commit = COMMIT;
  private volatile Optional<String> token = Optional.empty();
  private volatile int status = 200;
  private volatile String stalling = "";

  /** A hub with that repository. */
  public LocalHub(String repository) throws IOException {
    this.repository = repository;
    cdn = new TestServer("localhost", this::serveBlob);
    server = new TestServer(this::serve);
  }

  /** A hub whose repository is a diffusers folder of ten files that are read, and few bytes. */
  public static LocalHub withFolder(String repository) throws IOException {
    LocalHub hub = new LocalHub(repository);
    for (String name : NeededFiles.USUAL) {
      hub.with(name, "contents of " + name);
    }
    return hub.without("tokenizer/special_tokens_map.json")
        .without("tokenizer/tokenizer_config.json")
        .with("unet/config.json", "{\"cross_attention_dim\": 768, \"in_channels\": 4}")
        .with("unet/diffusion_pytorch_model.fp16.safetensors", "half unet");
  }

  /** A hub whose repository has the files of a folder. */
  public static LocalHub withFolder(String repository, Path folder) throws IOException {
    LocalHub hub = new LocalHub(repository);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        hub.with(name, Files.readAllBytes(file));
      }
    }
    return hub;
  }

  /**
   * A hub whose repository is a whole diffusers folder, with much that the engine does not need.
   */
  public static LocalHub withWholeFolder(String repository) throws IOException {
    LocalHub hub = new LocalHub(repository);
    for (String name : NeededFiles.USUAL) {
      hub.with(name, "contents of " + name);
    }
    for (String name : NeededFiles.USUAL_CHECKER) {
      hub.with(name, "contents of " + name);
    }
    return hub.with("README.md", "card")
        .with(".gitattributes", "x")
        .with("sd-whole.ckpt", "w".repeat(5000))
        .with("unet/diffusion_pytorch_model.bin", "old")
        .with("unet/diffusion_pytorch_model.fp16.safetensors", "half unet")
        .with("unet/diffusion_pytorch_model.non_ema.safetensors", "last")
        .with("vae/diffusion_pytorch_model.fp16.safetensors", "half vae")
        .with("safety_checker/pytorch_model.bin", "checker in another format")
        .with("unet/flax_model.msgpack", "flax");
  }

  /** Adds or replaces a file. */
  public LocalHub with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds or replaces a file. */
  public LocalHub with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Sends half of that file, and then nothing; all of every file if the name is empty. */
  public LocalHub stallingAt(String name) {
    stalling = name;
    return this;
  }

  /** Removes a file. */
  public LocalHub without(String name) {
    files.remove(name);
    return this;
  }

  /** The licence that the card names. */
  public LocalHub license(String id) {
    license = id;
    return this;
  }

  /** Moves the branch on. */
  public LocalHub commit(String newCommit) {
    commit = newCommit;
    return this;
  }

  /** Answers only who has that token. */
  public LocalHub requiring(String newToken) {
    token = Optional.of(newToken);
    return this;
  }

  /** Answers all with that status. */
  public LocalHub answering(int newStatus) {
    status = newStatus;
    return this;
  }

  /** Its address. */
  public URI endpoint() {
    return server.uri("");
  }

  /** Paths that were asked for. */
  public List<String> paths() {
    return server.requests().stream().map(Request::path).toList();
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  /** Requests to the host of large files. */
  public List<Request> cdnRequests() {
    return cdn.requests();
  }

  /** Settings with this hub and that cache. */
  public HubSettings settings(Path cache) {
    return new HubSettings(endpoint(), cache, Optional.empty(), false);
  }

  /** Settings without waits. */
  public static DownloadSettings download() {
    return new DownloadSettings(
        4,
        3,
        2,
        new Backoff(Duration.ZERO, Duration.ofMillis(10)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private void serve(Request request, Reply reply) throws IOException {
    String path = request.path();
    asked.add(path + " " + request.header("authorization").orElse(null));
    if (status != 200) {
      reply.empty(status);
    } else if (token.isPresent()
        && !request.header("authorization").equals(token.map(text -> "Bearer " + text))) {
      reply.empty(401, "X-Error-Message: Access to this model is restricted");
    } else if (path.equals("/api/models/%s/revision/main?blobs=true".formatted(repository))) {
      reply.file(listing().getBytes(StandardCharsets.UTF_8), request);
    } else {
      serveFile(path, request, reply);
    }
  }

  private void serveFile(String path, Request request, Reply reply) throws IOException {
    String prefix = "/%s/resolve/%s/".formatted(repository, commit);
    String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    if (!files.containsKey(name)) {
      reply.empty(404);
    } else if (large(name)) {
      reply.empty(302, "Location: " + cdn.uri("/" + name + "?signature=s"));
    } else {
      send(name, request, reply);
    }
  }

  private void serveBlob(Request request, Reply reply) throws IOException {
    send(request.path().substring(1).replaceAll("\\?.*", ""), request, reply);
  }

  private void send(String name, Request request, Reply reply) throws IOException {
    byte[] content = files.get(name);
    if (!name.equals(stalling)) {
      reply.file(content, request);
      return;
    }
    reply.head(200, "Content-Length: " + content.length).raw(content, 0, content.length / 2);
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean large(String name) {
    return name.endsWith(".safetensors") || name.endsWith(".ckpt");
  }

  private String listing() {
    JsonArray siblings = new JsonArray();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      JsonObject sibling = new JsonObject();
      sibling.addProperty("rfilename", file.getKey());
      sibling.addProperty("size", file.getValue().length);
      sibling.addProperty("blobId", gitBlob(file.getValue()));
      if (large(file.getKey())) {
        JsonObject lfs = new JsonObject();
        lfs.addProperty("sha256", digest("SHA-256", file.getValue()));
        lfs.addProperty("size", file.getValue().length);
        sibling.add("lfs", lfs);
      }
      siblings.add(sibling);
    }
    JsonObject card = new JsonObject();
    card.addProperty("license", license);
    JsonObject listing = new JsonObject();
    listing.addProperty("sha", commit);
    listing.add("cardData", card);
    listing.add("siblings", siblings);
    return listing.toString();
  }

  private static String gitBlob(byte[] content) {
    byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + content.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return digest("SHA-1", all);
  }

  /** A digest in hexadecimal. */
  public static String digest(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    try {
      server.close();
      cdn.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
