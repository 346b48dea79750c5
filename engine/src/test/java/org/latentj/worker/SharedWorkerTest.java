package org.latentj.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Shared workers")
class SharedWorkerTest {

  /** Run in other class loaders, by name. */
  public static final class Guest implements Callable<String> {
    @Override
    public String call() {
      try (WorkerGenerator worker = WorkerGenerator.shared(WorkerTests.options())) {
        int picture =
            worker
                .generate(WorkerTests.TINY, WorkerTests.request(20, 1))
                .first()
                .picture()
                .hashCode();
        return worker.pid().orElseThrow() + " " + picture;
      }
    }
  }

  @AfterEach
  void end() {
    WorkerGenerator.endShared();
  }

  private static URLClassLoader realm() {
    List<Path> path = WorkerTests.classPathOf("engine/target/", "/gson/");
    URL[] urls = path.stream().map(SharedWorkerTest::url).toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // The class of that name, from another loader.
  private static Callable<String> guest(ClassLoader realm) throws Exception {
    Class<?> type = realm.loadClass(Guest.class.getName());
    assertThat(type).isNotSameAs(Guest.class);
    return (Callable<String>) type.getConstructor().newInstance();
  }

  @Test
  @DisplayName("serve two class loaders at once with one process, and outlive a closed generator")
  void oneForAllRealms() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (URLClassLoader one = realm();
        URLClassLoader two = realm()) {
      List<Callable<String>> guests = new ArrayList<>();
      guests.add(guest(one));
      guests.add(guest(two));
      List<String> said = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(guests)) {
        said.add(result.get());
      }
      said.add(new Guest().call());
      assertThat(said).hasSize(3).containsOnly(said.get(0));

      long pid = Long.parseLong(said.get(0).split(" ")[0]);
      WorkerGenerator.endShared();
      assertThat(WorkerTests.ends(pid)).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("ended in the middle fail the request")
  void endedInTheMiddle() {
    try (WorkerGenerator worker = WorkerGenerator.shared(WorkerTests.options())) {
      assertThatThrownBy(
              () ->
                  worker.generate(
                      WorkerTests.TINY,
                      WorkerTests.request(900, 1),
                      WorkerTests.atSteps(() -> new Thread(WorkerGenerator::endShared).start())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the worker process was ended while it served a request");
    }
  }

  @Test
  @DisplayName("are told apart by their options")
  void differ() {
    WorkerOptions options = WorkerTests.options();
    String key = WorkerCommand.of(options, WorkerCommand.MAIN).key();
    assertThat(WorkerCommand.of(options.withMaxHeapMegabytes(99), WorkerCommand.MAIN).key())
        .isNotEqualTo(key);
    assertThat(
            WorkerCommand.of(options.withEnvironment(Map.of("A", "b")), WorkerCommand.MAIN).key())
        .isNotEqualTo(key);
    assertThat(WorkerCommand.of(options, WorkerCommand.MAIN).key()).isEqualTo(key);
  }
}
