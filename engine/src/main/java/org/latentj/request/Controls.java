package org.latentj.request;

import java.util.List;

/** Checks on a request's ControlNets. */
final class Controls {
  private Controls() {}

  static List<Control> checked(List<Control> controls) {
    if (controls.size() > Control.MAX) {
      throw new IllegalArgumentException(
          "expected at most %d ControlNets but got %d".formatted(Control.MAX, controls.size()));
    }
    return List.copyOf(controls);
  }
}
