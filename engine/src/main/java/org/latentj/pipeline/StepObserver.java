package org.latentj.pipeline;

import org.latentj.tensor.FloatTensor;

/** Watches a sampling run; throws to end it. */
public interface StepObserver {

  /** Sees nothing. */
  StepObserver NONE = new StepObserver() {};

  /** Before model call {@code call}, at that timestep. */
  default void before(int call, double timestep) {}

  /** After the step of model call {@code call}, blending included. */
  default void after(int call, FloatTensor latents) {}
}
