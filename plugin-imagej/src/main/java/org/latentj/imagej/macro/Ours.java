package org.latentj.imagej.macro;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.widget.Button;
import org.scijava.widget.TextWidget;

/** Tells this plugin's commands from all others, which must be left alone. */
public final class Ours {
  private static final String PACKAGE = "org.latentj.imagej.";

  private Ours() {}

  /** Whether a run is one of this plugin's commands or options. */
  public static boolean is(Module module) {
    // Not by what its info says: options have one of their own kind.
    return module.getDelegateObject().getClass().getName().startsWith(PACKAGE);
  }

  /** Whether an input holds a value of the user's: headings, buttons and services do not. */
  static boolean holdsValue(ModuleItem<?> input) {
    return input.getVisibility() != ItemVisibility.MESSAGE
        && !Button.class.isAssignableFrom(input.getType())
        && !Service.class.isAssignableFrom(input.getType())
        && input.getType() != Context.class;
  }

  /** Whether an input must not be written anywhere: a token. */
  static boolean isSecret(ModuleItem<?> input) {
    return TextWidget.PASSWORD_STYLE.equals(input.getWidgetStyle());
  }

  /** The command's name in the menu. */
  static String name(Module module) {
    return module.getInfo().getMenuPath().isEmpty()
        ? module.getInfo().getTitle()
        : module.getInfo().getMenuPath().getLeaf().getName();
  }
}
