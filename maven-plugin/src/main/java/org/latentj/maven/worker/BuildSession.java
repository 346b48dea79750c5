package org.latentj.maven.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.latentj.worker.WorkerGenerator;

/**
 * A run of Maven over all its modules. What it remembers lies in the request, which all plugin
 * realms share, and is of the JDK's types only.
 *
 * @param request of the whole run
 */
public record BuildSession(MavenExecutionRequest request) {
  private static final String KEY = "org.latentj.maven.v1";
  private static final String END = "the end";

  /** Whether this is asked for the first time in this run. */
  @SuppressWarnings("unchecked") // Nobody else writes under this key.
  boolean isFirst(String what) {
    synchronized (request) {
      Set<String> asked =
          (Set<String>) request.getData().computeIfAbsent(KEY, key -> new HashSet<String>());
      return asked.add(what);
    }
  }

  /**
   * Ends the engine's processes when this run of Maven ends, however it ends; the JVM may live on,
   * in an IDE or a daemon. A goal cannot register for that, but the listener of the request is
   * asked for anew at every event, and may be another one by then.
   */
  void endWorkersAtItsEnd() {
    if (isFirst(END)) {
      request.setExecutionListener(
          endingWorkers(request.getExecutionListener(), WorkerGenerator::endShared));
    }
  }

  /**
   * A listener that passes on everything, and runs something after the end.
   *
   * @param listener may be null
   */
  static ExecutionListener endingWorkers(ExecutionListener listener, Runnable end) {
    return (ExecutionListener)
        Proxy.newProxyInstance(
            BuildSession.class.getClassLoader(),
            new Class<?>[] {ExecutionListener.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, arguments);
              }
              try {
                return listener == null ? null : method.invoke(listener, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("sessionEnded")) {
                  end.run();
                }
              }
            });
  }

  private static Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "ends LatentJ's workers after the build";
    };
  }
}
