package org.latentj.benchmark;

import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

/**
 * What is measured: a model on a device.
 *
 * @param options how it is measured
 * @param device where it runs
 * @param compute the type that it computes in
 * @param source the model
 */
record Subject(
    BenchmarkOptions options, ComputeDevice device, ElementType compute, ModelSource source) {

  Workload workload() {
    return options.workload();
  }

  /** The networks as users get them. */
  EmitOptions emission() {
    return LoadedModel.emission(compute, device);
  }

  MemoryMode memory() {
    return options.memory();
  }

  /** Loads the networks, emitted like that; the caller closes the result. */
  LoadedModel load(EmitOptions emission, MemoryMode mode) {
    return source.load(device, emission, mode);
  }
}
