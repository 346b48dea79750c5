package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.latentj.checkpoint.Weights;
import org.latentj.network.EmitOptions;
import org.latentj.script.Script;

/**
 * Weights on a device with the scripts that run on them: the plain one, and on demand variants of
 * it (tiling, taps), compiled at first use.
 */
final class Network implements AutoCloseable {
  private final Function<EmitOptions, Script> emitter;
  private final ComputeDevice device;
  private final EmitOptions options;
  private final NativeWeights weights;
  private final MemoryLadder ladder;
  private final Map<EmitOptions, NativeScript> scripts = new HashMap<>();
  private boolean closed;
  private boolean ofEveryStep;

  /** With a memory of its own. */
  Network(
      Function<EmitOptions, Script> emitter,
      Weights source,
      EmitOptions options,
      ComputeDevice device) {
    this(emitter, source, options, device, MemoryLadder.unguarded());
  }

  Network(
      Function<EmitOptions, Script> emitter,
      Weights source,
      EmitOptions options,
      ComputeDevice device,
      MemoryLadder ladder) {
    this.emitter = emitter;
    this.device = device;
    this.options = options;
    this.ladder = ladder;
    // Weights that are fetched one by one stay in the computer's own memory.
    boolean fetched = !options.weightsFetchedTo().isEmpty();
    boolean mayLeave = !device.sharesHostMemory() && !fetched;
    if (mayLeave) {
      ladder.makeRoom();
    }
    weights =
        NativeWeights.load(
            emitter.apply(options).weights(),
            source,
            options,
            fetched ? NativeWeights.HOST : device);
    if (mayLeave) {
      ladder.add(this);
    }
  }

  /** From now on, it is taken to be at work whenever others of which this was said are. */
  Network ofEveryStep() {
    ofEveryStep = true;
    return this;
  }

  /** Whether this network and another take turns in every step of a run. */
  boolean takesTurnsWith(Network other) {
    return ofEveryStep && other.ofEveryStep;
  }

  EmitOptions options() {
    return options;
  }

  ComputeDevice device() {
    return device;
  }

  MemoryLadder ladder() {
    return ladder;
  }

  long weightBytes() {
    return weights.bytes();
  }

  PtNDArray run(EmitOptions variant, Arena owner, String method, IValue... arguments) {
    ladder.use(this);
    return script(variant).run(owner, method, withWeights(arguments));
  }

  PtNDArray[] runList(EmitOptions variant, Arena owner, String method, IValue... arguments) {
    ladder.use(this);
    return script(variant).runList(owner, method, withWeights(arguments));
  }

  /** Loads weights of these names again, from elsewhere or with other values. */
  synchronized void replace(Weights source, Set<String> names) {
    if (closed) {
      throw new IllegalStateException("the network is closed: its weights were freed");
    }
    weights.replace(emitter.apply(options).weights(), source, names, options);
  }

  /** Moves the weights to the computer's own memory until they are used again. */
  void park() {
    weights.park();
  }

  /** Brings the weights to the device if they are not there. */
  void unpark() {
    weights.unpark();
  }

  private synchronized NativeScript script(EmitOptions variant) {
    if (closed) {
      throw new IllegalStateException("the network is closed: its weights were freed");
    }
    return scripts.computeIfAbsent(variant, v -> new NativeScript(emitter.apply(v), device));
  }

  private IValue[] withWeights(IValue[] arguments) {
    IValue[] all = new IValue[arguments.length + 1];
    all[0] = weights.list();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  @Override
  public synchronized void close() {
    closed = true;
    ladder.remove(this);
    scripts.values().forEach(NativeScript::close);
    scripts.clear();
    weights.close();
  }
}
