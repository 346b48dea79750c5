package org.latentj.benchmark;

import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;

/** Loads the same weights as often as asked, in whatever way. */
interface NetworkLoader {

  /** Loads; the caller closes the result. */
  LoadedModel load(ComputeDevice device, EmitOptions emission, MemoryMode mode);
}
