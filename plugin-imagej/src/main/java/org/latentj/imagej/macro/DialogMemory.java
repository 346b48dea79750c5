package org.latentj.imagej.macro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.module.process.SaveInputsPreprocessor;
import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Keeps runs without a dialog from what dialogs remember. SciJava remembers the inputs of every
 * run: a macro's seed would be in the next dialog, and each picture from then on the same.
 */
final class DialogMemory {
  private static final Map<Module, Map<ModuleItem<?>, Object>> ENTERED = new WeakHashMap<>();

  private DialogMemory() {}

  /** Takes note of what is remembered, to be as it was after this run's inputs were saved. */
  static void keep(Module module, ModuleService modules) {
    if (module.getDelegateObject() instanceof OptionsPlugin) {
      // Options are to be saved, whoever sets them.
      return;
    }
    Map<ModuleItem<?>, Object> entered = new LinkedHashMap<>();
    for (ModuleItem<?> input : module.getInfo().inputs()) {
      if (Ours.holdsValue(input) && input.isPersisted()) {
        entered.put(input, modules.load(input));
      }
    }
    synchronized (ENTERED) {
      ENTERED.put(module, entered);
    }
  }

  /** Runs after SciJava has saved the inputs. */
  @Plugin(type = PreprocessorPlugin.class, priority = SaveInputsPreprocessor.PRIORITY - 0.5)
  public static final class Restore extends AbstractPreprocessorPlugin {
    @Parameter private ModuleService modules;

    @Override
    public void process(Module module) {
      Map<ModuleItem<?>, Object> entered;
      synchronized (ENTERED) {
        entered = ENTERED.remove(module);
      }
      if (entered != null) {
        entered.forEach(this::save);
      }
    }

    private <T> void save(ModuleItem<T> input, Object value) {
      @SuppressWarnings("unchecked")
      T typed = (T) value;
      // To save the default is to forget.
      modules.save(input, value == null ? input.getDefaultValue() : typed);
    }
  }
}
