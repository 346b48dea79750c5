package org.latentj.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The memory mode of a model's requests. A request begins in the model's own mode; when the device
 * runs out of memory, the network's call is repeated one mode lower, and the rest of the request
 * stays there. Calls of networks have no side effects, so that nothing but time is lost.
 */
public final class MemoryLadder {
  private static final double SAFE_SHARE = 0.9;

  private final DeviceMemory memory;
  private MemoryMode first;
  private final List<String> unsaid = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();
  private Consumer<String> listener = unsaid::add;
  private MemoryMode mode;

  /**
   * A ladder.
   *
   * @param first where requests begin; with {@code AUTO}, a call that would not fit into what is
   *     free is made in a lower mode from the start
   */
  MemoryLadder(DeviceMemory memory, MemoryMode first) {
    this.memory = memory;
    this.first = first;
    mode = first;
  }

  /** A ladder that begins at the top and refuses nothing by itself. */
  static MemoryLadder unguarded() {
    return new MemoryLadder(
        new DeviceMemory() {
          @Override
          public OptionalLong free() {
            return OptionalLong.empty();
          }

          @Override
          public void claim(long bytes) {
            // Everything may be had.
          }
        },
        MemoryMode.NORMAL);
  }

  /**
   * A request begins.
   *
   * @param remarks hears of every step down, in a sentence; also of those while loading
   */
  public synchronized void begin(Consumer<String> remarks) {
    mode = first;
    listener = remarks;
    unsaid.forEach(remarks);
    unsaid.clear();
  }

  /** The mode that calls are made in now. */
  public synchronized MemoryMode mode() {
    return mode;
  }

  /**
   * Makes a call, and again one mode lower when memory runs out.
   *
   * @param what the call, for the remark
   * @param bytes estimates what it needs in a mode
   * @param call makes it in that mode
   */
  <T> T run(String what, Function<MemoryMode, Long> bytes, Function<MemoryMode, T> call) {
    MemoryMode now = fitting(mode(), bytes);
    while (true) {
      try {
        memory.claim(bytes.apply(now));
        return call.apply(now);
      } catch (TorchException e) {
        Optional<MemoryMode> lower = e.isOutOfMemory() ? now.lower() : Optional.empty();
        if (lower.isEmpty()) {
          throw e;
        }
        now = lower.get();
        stepDown(what, now);
      }
    }
  }

  /** Only this call is made in a lower mode: what is free changes, and other calls need less. */
  private MemoryMode fitting(MemoryMode wanted, Function<MemoryMode, Long> bytes) {
    OptionalLong free = first == MemoryMode.AUTO ? memory.free() : OptionalLong.empty();
    if (free.isPresent() && bytes.apply(wanted) > SAFE_SHARE * free.getAsLong()) {
      // What libtorch keeps for later counts as used.
      Torch.releaseCached();
      free = memory.free();
    }
    MemoryMode fitting = wanted;
    while (free.isPresent()
        && bytes.apply(fitting) > SAFE_SHARE * free.getAsLong()
        && fitting.lower().isPresent()) {
      fitting = fitting.lower().get();
    }
    return fitting;
  }

  /** A network is about to be loaded. */
  synchronized void makeRoom() {
    if (mode.parksIdleNetworks()) {
      networks.forEach(Network::park);
    }
  }

  synchronized void stepDown(String what, MemoryMode lower) {
    mode = mode.atMost(lower);
    Torch.releaseCached();
    listener.accept(
        "memory ran out while %s: it goes on in memory mode %s"
            .formatted(what, lower.name().toLowerCase(Locale.ROOT)));
  }

  /** From now on, requests begin one mode lower. */
  synchronized void beginLower(String what, MemoryMode lower) {
    first = lower;
    stepDown(what, lower);
  }

  /** Networks of one device make room for each other in the lower modes. */
  synchronized void add(Network network) {
    networks.add(network);
  }

  synchronized void remove(Network network) {
    networks.remove(network);
  }

  /** Moving networks twice in every step is left to the mode that has no other way. */
  private boolean stays(Network other, Network network) {
    return mode != MemoryMode.LOWEST && other.takesTurnsWith(network);
  }

  /** Brings a network's weights to the device, and in the lower modes takes away all others. */
  synchronized void use(Network network) {
    if (mode.parksIdleNetworks()) {
      networks.stream()
          .filter(other -> other != network && !stays(other, network))
          .forEach(Network::park);
    }
    network.unpark();
  }
}
