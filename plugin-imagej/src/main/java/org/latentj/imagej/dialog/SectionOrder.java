package org.latentj.imagej.dialog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleItem;

/**
 * The order of a dialog's sections, each a heading and the fields up to the next heading. SciJava
 * lists the inputs of a command's superclasses first; what few users need would stand before what
 * the command is about.
 */
final class SectionOrder {
  private static final String AFTER_NEXT = "afterNext";

  private SectionOrder() {}

  /** The same inputs, with each section that asks for it behind the one that follows it. */
  static List<ModuleItem<?>> of(List<ModuleItem<?>> inputs) {
    List<List<ModuleItem<?>>> sections = new ArrayList<>();
    for (ModuleItem<?> input : inputs) {
      if (sections.isEmpty() || input.getVisibility() == ItemVisibility.MESSAGE) {
        sections.add(new ArrayList<>());
      }
      sections.get(sections.size() - 1).add(input);
    }
    int at = 0;
    while (at + 1 < sections.size()) {
      if (sections.get(at).get(0).is(AFTER_NEXT)) {
        Collections.swap(sections, at, at + 1);
        // It stands where it is to be.
        at++;
      }
      at++;
    }
    List<ModuleItem<?>> ordered = new ArrayList<>();
    sections.forEach(ordered::addAll);
    return ordered;
  }
}
