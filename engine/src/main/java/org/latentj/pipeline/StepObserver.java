package org.latentj.pipeline;

import org.latentj.tensor.FloatTensor;

/** Watches a sampling run; throws to end it. */
public interface StepObserver {

  /** Sees nothing. */
  StepObserver NONE = new StepObserver() {};

  /** Before an input image is encoded, and after it. */
  default void encodingImage(boolean done) {}

  /** Before the first step: calls {@code first} to {@code end}, exclusive, will be made. */
  default void begins(int first, int end) {}

  /** Before model call {@code call}, at that timestep. */
  default void before(int call, double timestep) {}

  /** After the step of model call {@code call}, blending included. */
  default void after(int call, FloatTensor latents) {}
}
