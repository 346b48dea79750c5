package org.latentj.imagej.macro;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.latentj.imagej.control.HintName;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Lets macro recorders write texts that come back as they were: before imagej-legacy's recorder
 * reads the inputs, {@link Encode} writes them as {@link MacroValue}s; after it, {@link Restore}
 * gives them back. Plain ImageJ's host asks for the {@link #of} list itself.
 */
public final class RecordedInputs {
  private static final Map<Module, Map<String, Object>> ENCODED = new WeakHashMap<>();

  private RecordedInputs() {}

  /**
   * What a macro says of a run, in the order of the inputs: names, and values as they are written
   * between {@code =} and the next space, or in brackets.
   */
  public static Map<String, String> of(Module module) {
    Map<String, String> options = new LinkedHashMap<>();
    for (ModuleItem<?> input : module.getInfo().inputs()) {
      Object value = module.getInput(input.getName());
      boolean written = Ours.holdsValue(input) && !Ours.isSecret(input);
      if (value != null && written && input.getType() != ImagePlus.class) {
        options.put(input.getName(), MacroValue.encode(value.toString()));
      }
    }
    return options;
  }

  /** Runs before every recorder. */
  @Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
  public static final class Encode extends AbstractPostprocessorPlugin {
    @Override
    public void process(Module module) {
      if (!Ours.is(module)) {
        return;
      }
      Map<String, Object> originals = new LinkedHashMap<>();
      for (ModuleItem<?> input : module.getInfo().inputs()) {
        if (module.getInput(input.getName()) instanceof HintName image) {
          // A title is anything: as free as a prompt.
          originals.put(input.getName(), image);
          module.setInput(input.getName(), new HintName(MacroValue.encode(image.title())));
        }
        if (module.getInput(input.getName()) instanceof String text && Ours.holdsValue(input)) {
          originals.put(input.getName(), text);
          // What is null is not recorded.
          module.setInput(input.getName(), Ours.isSecret(input) ? null : MacroValue.encode(text));
        }
      }
      synchronized (ENCODED) {
        ENCODED.put(module, originals);
      }
    }
  }

  /** Runs after every recorder. */
  @Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW - 1)
  public static final class Restore extends AbstractPostprocessorPlugin {
    @Override
    public void process(Module module) {
      Map<String, Object> originals;
      synchronized (ENCODED) {
        originals = ENCODED.remove(module);
      }
      if (originals != null) {
        originals.forEach(module::setInput);
      }
    }
  }
}
