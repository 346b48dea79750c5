package org.latentj.imagej;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.latentj.imagej.control.DefaultControlService;
import org.latentj.imagej.model.DefaultModelService;
import org.latentj.imagej.script.DefaultStableDiffusionService;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.options.OptionsService;
import org.scijava.prefs.PrefService;
import org.scijava.task.TaskService;

/** A SciJava context with a fake engine. */
public final class TestContext implements AutoCloseable {
  private final Context context =
      new Context(
          CommandService.class,
          RecordingStatusService.class,
          TaskService.class,
          PrefService.class,
          OptionsService.class,
          LogService.class,
          TestLibraryService.class,
          DefaultModelService.class,
          DefaultControlService.class,
          FakeGenerationService.class,
          DefaultStableDiffusionService.class);

  /** The context. */
  public Context context() {
    return context;
  }

  /** The engine. */
  public FakeGenerationService engine() {
    return context.service(FakeGenerationService.class);
  }

  /** The library of fetched models. */
  public TestLibraryService library() {
    return context.service(TestLibraryService.class);
  }

  /** The status bar. */
  public RecordingStatusService status() {
    return context.service(RecordingStatusService.class);
  }

  /** As if it had been entered in a command's dialog. */
  public <T> void remember(Class<? extends Command> command, String input, T value) {
    context.service(ModuleService.class).save(item(command, input), value);
  }

  /** What a command's next dialog begins with; null for its default. */
  public Object remembered(Class<? extends Command> command, String input) {
    return context.service(ModuleService.class).load(item(command, input));
  }

  @SuppressWarnings("unchecked")
  private <T> ModuleItem<T> item(Class<? extends Command> command, String input) {
    return (ModuleItem<T>)
        context.service(CommandService.class).getCommand(command).getInput(input);
  }

  /** Runs a command to its end. */
  public Module run(Class<? extends Command> command, Map<String, Object> inputs) {
    try {
      return context.service(CommandService.class).run(command, true, new HashMap<>(inputs)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Why a command ended early; null if it did not. */
  public static String reason(Module module) {
    Cancelable command = (Cancelable) module;
    return command.isCanceled() ? command.getCancelReason() : null;
  }

  @Override
  public void close() {
    context.dispose();
  }
}
