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

  /**
   * Called when something happens that the user should know, in a sentence: memory ran out, say,
   * and the request goes on with less. The result has it, too. A worker tells with the result only.
   */
  default void remark(String remark) {}

  /** Asked before every step; true ends the request with {@link GenerationCancelledException}. */
  default boolean cancelled() {
    return false;
  }
}
