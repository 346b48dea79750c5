package org.latentj.imagej.macro;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.util.Types;

/**
 * Gives our commands the inputs that a macro's {@code run("Text to Image...", "prompt=[a cell]")}
 * names, and the others their declared defaults, so that no dialog opens. Runs after
 * imagej-legacy's {@code MacroPreprocessor} and overrides what that one misread.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 1.5 * Priority.VERY_HIGH)
public final class MacroInputs extends AbstractPreprocessorPlugin {
  @Parameter private ConvertService converter;
  @Parameter private ModuleService modules;

  @Override
  public void process(Module module) {
    String options = IJ.isMacro() ? Macro.getOptions() : null;
    if (options == null || options.isBlank() || !Ours.is(module)) {
      return;
    }
    DialogMemory.keep(module, modules);
    try {
      apply(module, MacroOptions.parse(options));
    } catch (IllegalArgumentException e) {
      cancel(e.getMessage());
    }
  }

  private void apply(Module module, List<MacroOptions.Option> options) {
    List<ModuleItem<?>> inputs = new ArrayList<>();
    for (ModuleItem<?> input : module.getInfo().inputs()) {
      if (Ours.holdsValue(input)) {
        inputs.add(input);
      }
    }
    for (ModuleItem<?> input : inputs) {
      reset(module, input);
    }
    for (MacroOptions.Option option : options) {
      set(module, option, inputs);
    }
    for (ModuleItem<?> input : inputs) {
      if (input.getType() != ImagePlus.class) {
        module.resolveInput(input.getName());
      }
    }
  }

  /** Takes back what somebody else may have read into it; options keep what is set. */
  private static <T> void reset(Module module, ModuleItem<T> input) {
    if (!(module.getDelegateObject() instanceof OptionsPlugin)
        && input.getType() != ImagePlus.class) {
      input.setValue(module, input.getDefaultValue());
    }
  }

  private void set(Module module, MacroOptions.Option option, List<ModuleItem<?>> inputs) {
    ModuleItem<?> input =
        inputs.stream()
            .filter(item -> item.getName().equalsIgnoreCase(option.key()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(module, option, inputs)));
    module.setInput(input.getName(), value(input, option));
    module.resolveInput(input.getName());
  }

  private static String unknown(
      Module module, MacroOptions.Option option, List<ModuleItem<?>> inputs) {
    List<String> names = inputs.stream().map(ModuleItem::getName).toList();
    String guess =
        Nearest.of(option.key(), names).map(name -> ": did you mean '" + name + "'?").orElse(".");
    String hint =
        option.value().isEmpty()
            ? " Values with spaces go into brackets, as in prompt=[a cell]."
            : "";
    return "'%s' has no option '%s'%s It has %s.%s"
        .formatted(Ours.name(module), option.key(), guess, String.join(", ", names), hint);
  }

  private Object value(ModuleItem<?> input, MacroOptions.Option option) {
    Class<?> type = input.getType();
    boolean isSwitch = type == boolean.class || type == Boolean.class;
    if (option.value().isEmpty() && !isSwitch) {
      throw new IllegalArgumentException("'%s' needs a value: %1$s=...".formatted(option.key()));
    }
    String text = option.value().orElse("true");
    if (type == ImagePlus.class) {
      return image(text);
    }
    Object converted = isSwitch ? truth(text) : convert(text, type);
    return Optional.ofNullable(converted)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected '%s' to be %s but got '%s'"
                        .formatted(
                            input.getName(), isSwitch ? "true or false" : "a number", text)));
  }

  private Object convert(String text, Class<?> type) {
    try {
      if (Types.isNumber(type)) {
        // SciJava's converter makes a zero of what is no number.
        Double.parseDouble(text);
      }
      return converter.convert(text, type);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> null;
    };
  }

  private static ImagePlus image(String title) {
    ImagePlus image = WindowManager.getImage(title);
    if (image == null) {
      throw new IllegalArgumentException("there is no open image with the title '" + title + "'");
    }
    return image;
  }
}
