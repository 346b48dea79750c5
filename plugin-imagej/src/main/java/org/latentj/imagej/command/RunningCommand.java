package org.latentj.imagej.command;

import ij.IJ;
import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.NumericOverflowException;
import org.latentj.imagej.CurrentImage;
import org.latentj.imagej.edit.EditedImage;
import org.latentj.imagej.pixels.SafetyMark;
import org.latentj.imagej.progress.RunQueue;
import org.latentj.request.GenerationCancelledException;
import org.latentj.runtime.TorchException;
import org.latentj.worker.WorkerException;
import org.scijava.app.StatusService;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/** A command that takes a while: has a task, can be cancelled, and says why it failed. */
abstract class RunningCommand extends ContextCommand {
  /** Of inputs that dialogs put beside the one before: they cannot scroll. */
  static final String SAME_ROW = "sameRow";

  /** Of headings whose section dialogs put behind the one that follows. */
  static final String AFTER_NEXT = "afterNext";

  /** Of inputs that may have no value: what dialogs call that among the choices. */
  static final String NO_CHOICE = "noChoice";

  @Parameter private StatusService status;
  @Parameter private TaskService tasks;
  @Parameter private LogService log;
  @Parameter private CommandService commands;

  private BooleanSupplier cancelled = () -> false;
  private Task task;
  private String lastWord = "";

  /**
   * Does the work, off the event thread.
   *
   * @throws IllegalArgumentException if an input cannot be used; the message is shown to the user
   */
  abstract void work();

  /** Whether it must not run while another one makes a picture. */
  boolean waitsForItsTurn() {
    return true;
  }

  /** Called when the work was not finished. */
  void abandon() {}

  @Override
  public final void run() {
    String title = title();
    task = tasks.createTask(title);
    task.setCancelCallBack(() -> cancel(title + " was cancelled"));
    IJ.resetEscape();
    task.start();
    cancelled = () -> isCanceled() || task.isCanceled() || IJ.escapePressed();
    boolean finished = false;
    RunQueue.Turn turn = null;
    try {
      turn = waitsForItsTurn() ? RunQueue.await(title, status, cancelled) : null;
      work();
      finished = true;
    } catch (GenerationCancelledException e) {
      cancel(title + " was cancelled: " + e.getMessage());
    } catch (IllegalArgumentException | CheckpointException | NumericOverflowException e) {
      log.debug(e);
      cancel(e.getMessage());
    } catch (TorchException | WorkerException e) {
      log.error(e);
      cancel(e.getMessage());
    } finally {
      if (turn != null) {
        turn.close();
      }
      if (!finished) {
        abandon();
      }
      task.finish();
      status.clearStatus();
      if (!lastWord.isEmpty()) {
        status.showStatus(lastWord);
      }
    }
  }

  /** The command's name without dots. */
  final String title() {
    String name = commands.getCommand(getClass()).getMenuPath().getLeaf().getName();
    return name.endsWith("...") ? name.substring(0, name.length() - 3) : name;
  }

  final StatusService status() {
    return status;
  }

  /** In Fiji, with a progress bar and a cross that cancels. */
  final Task task() {
    return task;
  }

  /** Whether the user wants it to end: by the task, the dialog's cancel or the key Esc. */
  final BooleanSupplier cancelled() {
    return cancelled;
  }

  final void remark(List<String> remarks) {
    remarks.forEach(log::warn);
  }

  /**
   * Says so in log and status bar if something in an image that was just made was flagged. Into
   * ImageJ's own log: plain ImageJ shows no other.
   */
  final void tellFlagged(ImagePlus made) {
    SafetyMark.flagged(made)
        .ifPresent(
            text -> {
              lastWord = title() + ": " + text;
              IJ.log(lastWord);
            });
  }

  /** Shows what came of an edit, and says what it changed. */
  final void finish(EditedImage edited) {
    log.info(title() + ": " + edited.report());
    show(edited.image());
    edited.changes().ifPresent(this::show);
  }

  /** Outputs are not opened in ImageJ 1 macros; without a display there is nowhere to open them. */
  final void show(ImagePlus image) {
    if (IJ.isMacro() || !GraphicsEnvironment.isHeadless()) {
      CurrentImage.show(image, getContext());
    }
  }
}
