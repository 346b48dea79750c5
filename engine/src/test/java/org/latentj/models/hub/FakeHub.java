package org.latentj.models.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latentj.models.download.Backoff;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.download.TestServer;
import org.latentj.models.download.TestServer.Reply;
import org.latentj.models.download.TestServer.Request;

/**
 * A hub of one repository on this machine: its interface for listings, addresses of files, and
 * redirects of large ones to another host.
 */
public final class FakeHub implements AutoCloseable {
  /** The commit of its branch {@code main}. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final String repository;
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final TestServer cdn;
  private final TestServer server;
  private String license = "creativeml-openrail-m";
  private String commit = COMMIT;
  private Optional<String> token = Optional.empty();
  private int status = 200;

  /** A hub with that repository. */
  public FakeHub(String repository) throws IOException {
    this.repository = repository;
    cdn = new TestServer("localhost", this::serveBlob);
    server = new TestServer(this::serve);
  }

  /** A hub whose repository is a diffusers folder, with much that the engine does not need. */
  public static FakeHub withFolder(String repository) throws IOException {
    FakeHub hub = new FakeHub(repository);
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

  /** Adds a file. */
  public FakeHub with(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Removes a file. */
  public FakeHub without(String name) {
    files.remove(name);
    return this;
  }

  /** The licence that the card names. */
  public FakeHub license(String id) {
    license = id;
    return this;
  }

  /** Moves the branch on. */
  public FakeHub commit(String newCommit) {
    commit = newCommit;
    return this;
  }

  /** Answers only who has that token. */
  public FakeHub requiring(String newToken) {
    token = Optional.of(newToken);
    return this;
  }

  /** Answers all with that status. */
  public FakeHub answering(int newStatus) {
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
      reply.file(files.get(name), request);
    }
  }

  private void serveBlob(Request request, Reply reply) throws IOException {
    reply.file(files.get(request.path().substring(1).replaceAll("\\?.*", "")), request);
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
  public void close() throws IOException {
    server.close();
    cdn.close();
  }
}
