package org.latentj.models;

import java.nio.file.Path;

/**
 * What was found of one file.
 *
 * @param file which one
 * @param result whether it is right
 * @param text the hash, or what is wrong and what to do
 */
public record FileCheck(Path file, Result result, String text) {
  /** Whether a file is right. */
  public enum Result {
    /** It has the hash that it must have. */
    OK,
    /** It has another. */
    WRONG,
    /** Nothing says which hash it must have. */
    UNKNOWN
  }
}
