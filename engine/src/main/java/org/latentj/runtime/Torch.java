package org.latentj.runtime;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;

/**
 * The native library, loaded once in a JVM. DJL finds its engines through the thread's context
 * class loader, and its JNI classes must not be touched before an engine exists: everything here
 * goes through {@link #engine()}.
 */
public final class Torch {
  private Torch() {}

  /** Keeps a failure, too: thrown while a class is initialised, it would arrive as an Error. */
  private static final class Holder {
    static final Engine ENGINE;
    static final TorchException FAILURE;

    static {
      Engine engine = null;
      TorchException failure = null;
      try {
        engine = load();
      } catch (TorchException e) {
        failure = e;
      }
      ENGINE = engine;
      FAILURE = failure;
    }
  }

  private static Engine load() {
    // On EC2, DJL would otherwise report its start to its makers.
    if (System.getProperty("OPT_OUT_TRACKING") == null) {
      System.setProperty("OPT_OUT_TRACKING", "true");
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Torch.class.getClassLoader());
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | LinkageError e) {
      throw new TorchException(
          "libtorch could not be loaded: "
              + e.getMessage()
              + ". Is ai.djl.pytorch:pytorch-native-cpu for this platform on the class path, and no"
              + " other class loader of this JVM using it?",
          e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * The engine; the first call loads some 400 MB of native code.
   *
   * @throws TorchException if there is no native library for this machine
   */
  static Engine engine() {
    if (Holder.FAILURE != null) {
      throw new TorchException(Holder.FAILURE.getMessage(), Holder.FAILURE);
    }
    return Holder.ENGINE;
  }

  /** libtorch's version, for example {@code 2.7.1}. */
  public static String version() {
    return engine().getVersion();
  }

  /** Threads that one operator uses on the CPU. */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /**
   * Sets how many threads one operator uses on the CPU, for the whole JVM. Small networks on busy
   * machines run fastest with one: threads of one operator wait for each other spinning, and on a
   * machine with more work than cores they spin for long.
   *
   * @param threads 1 or more
   */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected 1 thread or more but got " + threads);
    }
    engine();
    JniUtils.setNumThreads(threads);
  }

  /** Whether the loaded library was built for CUDA. */
  static boolean builtForCuda() {
    return engine().hasCapability("CUDA");
  }

  /** CUDA devices that the driver shows, whatever the loaded library can do with them. */
  static int gpuCount() {
    engine();
    return CudaUtils.getGpuCount();
  }

  /** Bytes of a GPU's memory that are in use, by anyone. */
  static long gpuMemoryInUse(Device gpu) {
    return CudaUtils.getGpuMemory(gpu).getUsed();
  }

  /** Bytes of a GPU's memory that nobody uses; libtorch's own unused blocks count as used. */
  static long gpuMemoryFree(Device gpu) {
    MemoryUsage memory = CudaUtils.getGpuMemory(gpu);
    return memory.getMax() - memory.getUsed();
  }

  /** Why nothing can be allocated on a device, in libtorch's words; null if it can. */
  static String allocationFailure(Device device) {
    try (NDManager manager = engine().newBaseManager(device)) {
      manager.zeros(new Shape(1)).close();
      return null;
    } catch (EngineException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("libtorch gives no reason");
    }
  }

  /** Gives a GPU's memory back that libtorch holds without using it. */
  public static void releaseCached() {
    if (builtForCuda()) {
      JniUtils.emptyCudaCache();
    }
  }
}
