package org.latentj.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.latentj.ImageGenerator;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/**
 * Several GPUs: a worker for each, with its own copy of the model, and requests spread over them.
 * As many requests are served at a time as there are devices, others wait.
 *
 * <pre>{@code
 * ImageGenerator generator = WorkerPool.of(options, List.of("cuda:0", "cuda:1"));
 * }</pre>
 *
 * <p>A request whose model is to be loaded on {@code auto} or {@code cuda} goes to whichever device
 * is idle, first of all to one that has the model already. A request that names one of the devices
 * waits for it; one that names another device is refused.
 */
public final class WorkerPool implements ImageGenerator {
  private static final long TURN_MILLIS = 50;

  private final List<Member> members = new ArrayList<>();
  private final Deque<Member> idle = new ArrayDeque<>();
  private boolean closed;

  /** A device with its worker. */
  private static final class Member {
    private final String device;
    private final ImageGenerator generator;
    private ModelReference last;

    Member(String device, ImageGenerator generator) {
      this.device = device;
      this.generator = generator;
    }
  }

  /**
   * A pool of workers.
   *
   * @param devices a name for each worker, none twice
   * @param start starts the worker for a device
   */
  WorkerPool(List<String> devices, Function<String, ImageGenerator> start) {
    if (devices.isEmpty() || devices.stream().distinct().count() != devices.size()) {
      throw new IllegalArgumentException(
          "expected one device or more, each once, but got " + devices);
    }
    for (String device : devices) {
      Member member = new Member(normalised(device), start.apply(device));
      members.add(member);
      idle.add(member);
    }
  }

  /**
   * A worker of its own for each device; processes are started with their first requests.
   *
   * @param devices for example {@code cuda:0} and {@code cuda:1}, none twice
   */
  public static WorkerPool of(WorkerOptions options, List<String> devices) {
    return new WorkerPool(devices, device -> WorkerGenerator.own(options));
  }

  private static String normalised(String device) {
    return device.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    Member member = take(model, listener);
    try {
      return member.generator.generate(on(member, model), request, listener);
    } finally {
      giveBack(member, model);
    }
  }

  @Override
  public ModelInfo load(ModelReference model) {
    Member member = take(model, GenerationListener.NONE);
    try {
      return member.generator.load(on(member, model));
    } finally {
      giveBack(member, model);
    }
  }

  private static ModelReference on(Member member, ModelReference model) {
    LoadOptions options = model.options().withDevice(member.device);
    return new ModelReference(model.checkpoint(), options);
  }

  private synchronized Member take(ModelReference model, GenerationListener listener) {
    String wanted = normalised(model.options().device());
    boolean any = wanted.equals("auto") || wanted.equals("cuda");
    if (!any && members.stream().noneMatch(member -> member.device.equals(wanted))) {
      throw new IllegalArgumentException(
          "device %s has no worker: expected auto or one of %s"
              .formatted(wanted, members.stream().map(member -> member.device).toList()));
    }
    while (true) {
      if (closed) {
        throw new IllegalStateException("the generator is closed");
      }
      if (listener.cancelled()) {
        throw new GenerationCancelledException("generation was cancelled before it began");
      }
      Member best = null;
      for (Member member : idle) {
        boolean fits = any || member.device.equals(wanted);
        if (fits && (best == null || !model.equals(best.last) && model.equals(member.last))) {
          best = member;
        }
      }
      if (best != null) {
        idle.remove(best);
        return best;
      }
      await();
    }
  }

  private void await() {
    try {
      wait(TURN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GenerationCancelledException("generation was cancelled before it began");
    }
  }

  private synchronized void giveBack(Member member, ModelReference model) {
    member.last = model;
    idle.addLast(member);
    notifyAll();
  }

  /** Requests fail from now on; all processes end, those at work at once. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    members.forEach(member -> member.generator.close());
  }
}
