package org.latentj.checkpoint.pickle;

/**
 * A Python name that a pickle refers to. It is text and nothing else.
 *
 * @param module for example {@code collections}
 * @param name for example {@code OrderedDict}
 */
public record Global(String module, String name) {

  /** For example {@code collections.OrderedDict}, cut where it is overlong. */
  @Override
  public String toString() {
    String full = module + "." + name;
    return full.length() <= 200 ? full : full.substring(0, 200) + "...";
  }
}
