package org.latentj.runtime;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.latentj.script.Script;

/**
 * A script that libtorch has compiled. Holds code only; weights are arguments. The creator closes
 * it.
 */
public final class NativeScript implements AutoCloseable {
  private final Arena arena;
  private final PtSymbolBlock block;

  /**
   * Compiles a script.
   *
   * @throws TorchException if libtorch does not accept it
   */
  public NativeScript(Script script, ComputeDevice device) {
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
  public PtNDArray run(Arena owner, String method, IValue... arguments) {
    try (IValue result = call(method, arguments)) {
      return result.toTensor(owner.manager());
    }
  }

  /** Runs a method that returns a list of tensors, which {@code owner} then owns. */
  public PtNDArray[] runList(Arena owner, String method, IValue... arguments) {
    try (IValue result = call(method, arguments)) {
      return result.toTensorArray(owner.manager());
    }
  }

  /**
   * Runs a method in training mode: inside a DJL gradient collector, results remember how they were
   * computed. DJL does so only for arguments that are tensors or lists of tensors, named.
   *
   * @param arguments each a {@code PtNDArray} or a {@code PtNDArray[]}
   * @return the tensor or tensors that the method returns, which {@code owner} then owns
   */
  public PtNDArray[] runTraining(Arena owner, String method, Object... arguments) {
    NDArray name = owner.manager().zeros(new Shape(1));
    name.setName("module_method:" + method);
    NDList named = new NDList(name);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof PtNDArray[] list) {
        for (PtNDArray element : list) {
          element.setName("list" + i + "[]");
          named.add(element);
        }
      } else {
        PtNDArray tensor = (PtNDArray) arguments[i];
        tensor.setName(null);
        named.add(tensor);
      }
    }
    JniUtils.setGraphExecutorOptimize(false);
    try {
      NDList results = IValueUtils.forward(block, named, true);
      return results.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
    } catch (EngineException e) {
      throw Failures.of(e);
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
      throw Failures.of(e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
