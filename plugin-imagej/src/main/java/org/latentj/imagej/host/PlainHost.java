package org.latentj.imagej.host;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.imagej.dialog.GenericDialogHarvester;
import org.latentj.imagej.macro.RecordedInputs;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.LoadInputsPreprocessor;
import org.scijava.module.process.ModulePreprocessor;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.module.process.SaveInputsPreprocessor;
import org.scijava.plugin.PluginService;

/** SciJava's part in plain ImageJ: runs commands with dialogs, macro options and the recorder. */
public final class PlainHost {
  private static PlainHost instance;

  private final Context context;

  private PlainHost(Context context) {
    this.context = context;
    context.service(EventService.class).subscribe(PlainStatus.INSTANCE);
  }

  /**
   * Runs a command on this thread, or on another one if this is the event thread.
   *
   * @param command its class
   */
  public static void run(String command) {
    if (EventQueue.isDispatchThread()) {
      new Thread(() -> run(command), "Run$_" + command).start();
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // SciJava looks for its plugins there.
    thread.setContextClassLoader(PlainHost.class.getClassLoader());
    try {
      get().runHere(command);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static synchronized PlainHost get() {
    if (instance == null) {
      IJ.showStatus("Starting Stable Diffusion...");
      instance = new PlainHost(new Context());
    }
    return instance;
  }

  /** With another context from now on. For tests. */
  static synchronized void use(Context context) {
    instance = new PlainHost(context);
  }

  private void runHere(String command) {
    CommandInfo info = context.service(CommandService.class).getCommand(command);
    if (info == null) {
      throw new IllegalStateException("there is no command " + command);
    }
    Module module = context.service(ModuleService.class).createModule(info);
    Optional<String> cancelled = run(module);
    boolean records = Recorder.record && !IJ.isMacro();
    if (cancelled.isPresent()) {
      if (records) {
        // Else ImageJ records a command without options, which did not happen.
        Recorder.setCommand(null);
      }
      cancelled(info.getMenuPath().getLeaf().getName(), cancelled.get());
    } else if (records) {
      record(module);
    }
  }

  /** Why it ended early: empty if the user closed the dialog; none if it did not. */
  private Optional<String> run(Module module) {
    ModulePreprocessor refused =
        new ModuleRunner(context, module, preprocessors(), List.of()).preProcess();
    Cancelable step = refused;
    if (refused == null) {
      module.run();
      step = module instanceof Cancelable command && command.isCanceled() ? command : null;
    }
    if (step == null) {
      return Optional.empty();
    }
    String reason = step.getCancelReason() == null ? "" : step.getCancelReason();
    // Options are one instance for all runs, which must forget that it was cancelled.
    module.cancel();
    return Optional.of(reason);
  }

  private List<PreprocessorPlugin> preprocessors() {
    String options = Macro.getOptions();
    boolean dialog = !GraphicsEnvironment.isHeadless() && (options == null || options.isBlank());
    List<PreprocessorPlugin> steps = new ArrayList<>();
    for (PreprocessorPlugin step :
        context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class)) {
      boolean remembers =
          step instanceof LoadInputsPreprocessor || step instanceof SaveInputsPreprocessor;
      if (dialog && step instanceof SaveInputsPreprocessor) {
        steps.add(new GenericDialogHarvester(context));
      }
      if (dialog || !remembers) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static void cancelled(String name, String reason) {
    boolean said = !reason.isBlank();
    if (GraphicsEnvironment.isHeadless()) {
      // ImageJ's own error would open a dialog, and so fail without a screen.
      IJ.log(name + ": " + (said ? reason : "cancelled"));
    } else if (said) {
      IJ.error(name, reason);
    }
    if (IJ.isMacro()) {
      Interpreter.abort();
      throw new RuntimeException(Macro.MACRO_CANCELED);
    }
  }

  /** The recorder writes what it is given between the quotes of a macro's text. */
  static void record(Module module) {
    RecordedInputs.of(module)
        .forEach(
            (name, value) ->
                Recorder.recordOption(name, value.replace("\\", "\\\\").replace("\"", "\\\"")));
  }
}
