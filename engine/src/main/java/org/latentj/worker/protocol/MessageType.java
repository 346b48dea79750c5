package org.latentj.worker.protocol;

/** The kinds of messages. A worker ends when its stdin does; there is no message for it. */
public enum MessageType {
  /** From the parent: load a model. */
  LOAD,
  /** From the parent: serve a request. */
  GENERATE,
  /** From the parent: end the request of that number. */
  CANCEL,
  /** The worker's first message. */
  HELLO,
  /** From the worker, every second while it works on a request. */
  ALIVE,
  /** From the worker: how far the request is. */
  PROGRESS,
  /** From the worker: the model is loaded; ends the request. */
  LOADED,
  /** From the worker: the pictures; ends the request. */
  RESULT,
  /** From the worker: the request failed in an ordinary way; ends the request. */
  FAILURE
}
