package org.latentj.runtime;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.latentj.script.Script;

/** A script that libtorch has compiled. Holds code only; weights are arguments. */
final class NativeScript implements AutoCloseable {
  private final Arena arena;
  private final PtSymbolBlock block;

  NativeScript(Script script, ComputeDevice device) {
    arena = Arena.on(device);
    try {
      block =
          JniUtils.loadModule(
              arena.manager(), new ByteArrayInputStream(script.archive()), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    } catch (EngineException e) {
      arena.close();
      throw new TorchException(Failures.describeScript(e), e);
    }
  }

  /** Runs a method that returns a tensor, which {@code owner} then owns. */
  PtNDArray run(Arena owner, String method, IValue... arguments) {
    try (IValue result = call(method, arguments)) {
      return result.toTensor(owner.manager());
    }
  }

  /** Runs a method that returns a list of tensors, which {@code owner} then owns. */
  PtNDArray[] runList(Arena owner, String method, IValue... arguments) {
    try (IValue result = call(method, arguments)) {
      return result.toTensorArray(owner.manager());
    }
  }

  private IValue call(String method, IValue... arguments) {
    // The profiling executor recompiles at the second call and at each new shape, which costs
    // seconds for a network of this size and gains nothing in straight-line code. The setting is
    // the thread's.
    JniUtils.setGraphExecutorOptimize(false);
    try {
      return IValueUtils.runMethod(block, method, arguments);
    } catch (EngineException e) {
      throw new TorchException(Failures.describe(e), e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
