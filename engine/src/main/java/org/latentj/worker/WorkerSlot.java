package org.latentj.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The place of one worker, and the lock for whose turn it is to use it.
 *
 * <p>A shared slot belongs to the whole JVM: each plugin realm of a Maven build has its own copy of
 * these classes, and all of them are to use one process. What they share is therefore of the JDK's
 * types only, and is found in the one map that all class loaders see, the system properties. Its
 * value there is not a string; who lists or stores system properties as text leaves it out.
 */
final class WorkerSlot {
  /** With the version of what is shared: other versions of this library do not find it. */
  private static final String REGISTRY = "org.latentj.workers.v1";

  private static final String LOCK = "lock";
  private static final String WORKER = "worker";

  private final Map<String, Object> shared;

  private WorkerSlot(Map<String, Object> shared) {
    this.shared = shared;
    shared.computeIfAbsent(LOCK, name -> new ReentrantLock(true));
  }

  /** A slot that nobody else has. */
  static WorkerSlot own() {
    return new WorkerSlot(new ConcurrentHashMap<>());
  }

  /** This JVM's slot for workers of that command. */
  static WorkerSlot shared(WorkerCommand command) {
    return new WorkerSlot(
        registry().computeIfAbsent(command.key(), key -> new ConcurrentHashMap<>()));
  }

  /** All shared slots of this JVM. */
  static List<WorkerSlot> allShared() {
    List<WorkerSlot> slots = new ArrayList<>();
    registry().values().forEach(state -> slots.add(new WorkerSlot(state)));
    return slots;
  }

  @SuppressWarnings("unchecked") // Nobody else writes under this key.
  private static Map<String, Map<String, Object>> registry() {
    return (Map<String, Map<String, Object>>)
        System.getProperties()
            .computeIfAbsent(REGISTRY, key -> new ConcurrentHashMap<String, Map<String, Object>>());
  }

  /** Held by whose request is served. */
  ReentrantLock lock() {
    return (ReentrantLock) shared.get(LOCK);
  }

  /** The worker, if one runs. */
  @SuppressWarnings("unchecked") // Written by start() only.
  Optional<RunningWorker> current() {
    return Optional.ofNullable((Map<String, Object>) shared.get(WORKER))
        .map(RunningWorker::of)
        .filter(RunningWorker::isUsable);
  }

  /** The worker; starts it if none runs. The caller holds the lock. */
  RunningWorker currentOrStart(WorkerCommand command) {
    return current()
        .orElseGet(
            () -> {
              RunningWorker worker = RunningWorker.start(command);
              shared.put(WORKER, worker.state());
              return worker;
            });
  }
}
