package org.latentj.request;

/**
 * Follows a request, and may end it. Called on the thread that generates, between the networks'
 * evaluations: what takes long here delays the picture.
 */
public interface GenerationListener {

  /** Hears nothing and cancels nothing. */
  GenerationListener NONE = new GenerationListener() {};

  /** Called before and after every stage and after every step. */
  default void progress(Progress progress) {}

  /** Asked before every step; true ends the request with {@link GenerationCancelledException}. */
  default boolean cancelled() {
    return false;
  }
}
