package org.latentj.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends GET requests. Redirects are followed here and not by {@link HttpClient}, which would take
 * the {@code Authorization} header along: the token goes to its own server only, and no more once a
 * redirect has led away from it.
 */
final class Requests implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;

  private final DownloadSettings settings;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(new DaemonThreads("latentj-download-http"));
  private final HttpClient client;

  /**
   * An answer.
   *
   * @param uri where it came from in the end
   * @param response status, headers and body; the receiver closes the body
   */
  record Answer(URI uri, HttpResponse<InputStream> response) {
    int status() {
      return response.statusCode();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  Requests(DownloadSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(threads);
    settings.proxy().ifPresent(proxy -> builder.proxy(proxy.selector()));
    settings.proxy().flatMap(ProxySettings::authenticator).ifPresent(builder::authenticator);
    client = builder.build();
  }

  /**
   * Asks for a file.
   *
   * @return an answer with status 200, 206 or 416
   * @throws RetryException if it may work later
   * @throws DownloadException if it will not
   */
  Answer get(URI start, Map<String, String> headers) throws IOException {
    URI uri = start;
    boolean trusted = true;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      trusted = trusted && mayHaveToken(uri);
      Answer answer = new Answer(uri, send(request(uri, headers, trusted)));
      if (!isRedirect(answer.status())) {
        return accepted(answer, trusted);
      }
      answer.response().body().close();
      uri = next(answer);
    }
    throw RetryException.answered(
        "%s sends from one address to the next more than %d times"
            .formatted(start.getHost(), MAX_REDIRECTS));
  }

  private boolean mayHaveToken(URI uri) {
    return settings.credentials().map(token -> token.areFor(uri)).orElse(false);
  }

  private HttpRequest request(URI uri, Map<String, String> headers, boolean withToken) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.connectTimeout())
            .header("User-Agent", "LatentJ")
            // A compressed body has another length and cannot be resumed.
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (withToken) {
      settings.credentials().ifPresent(token -> request.header("Authorization", token.header()));
    }
    return request.GET().build();
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StopSignal.cancelled();
    } catch (IOException e) {
      throw RetryException.unreachable(
          "no answer from %s: %s".formatted(request.uri().getHost(), Failures.text(e)), e);
    } catch (RuntimeException e) {
      // What a server sends must not end in an exception that nobody expects.
      throw RetryException.broken(
          "%s sent what is no answer: %s".formatted(request.uri().getHost(), Failures.text(e)), e);
    }
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static URI next(Answer answer) throws IOException {
    String location =
        answer
            .header("Location")
            .orElseThrow(
                () -> RetryException.answered(Shown.of(answer.uri()) + " redirects to nowhere"));
    URI next;
    try {
      next = answer.uri().resolve(new URI(location));
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      throw RetryException.answered(
          Shown.of(answer.uri()) + " redirects to something that is no address");
    }
    boolean encrypted = "https".equalsIgnoreCase(next.getScheme());
    boolean plain = "http".equalsIgnoreCase(next.getScheme());
    if (next.getHost() == null || !(encrypted || plain)) {
      throw RetryException.answered(
          Shown.of(answer.uri()) + " redirects to something that is no address");
    }
    if (plain && "https".equalsIgnoreCase(answer.uri().getScheme())) {
      throw new DownloadException(
          DownloadException.Reason.SERVER,
          "%s redirects to %s, which is not encrypted; this is refused"
              .formatted(Shown.of(answer.uri()), Shown.of(next)));
    }
    return next;
  }

  private Answer accepted(Answer answer, boolean withToken) throws IOException {
    int status = answer.status();
    if (status == 200 || status == 206 || status == 416) {
      return answer;
    }
    answer.response().body().close();
    String where = Shown.of(answer.uri());
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      throw RetryException.later(
          "%s answers %d (%s)".formatted(where, status, Failures.status(status)),
          answer.header("Retry-After").flatMap(text -> Backoff.retryAfter(text, Instant.now())));
    }
    throw Failures.refused(where, status, withToken, answer.header("X-Error-Message"));
  }

  /**
   * Ends the threads. The client's own one, which only waits, ends when the client is garbage:
   * before Java 21 there is no way to close a client.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
