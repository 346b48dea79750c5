package org.latentj.safety;

import java.util.Optional;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.image.Picture;
import org.latentj.request.SafetyCheck;
import org.latentj.runtime.LoadedModel;

/**
 * What every picture of a model passes before it is handed out: its safety checker, or the reason
 * why there is none. Not thread-safe; close it before the model.
 */
public final class SafetyGate implements AutoCloseable {
  private static final String MISSING =
      "the model names a safety checker that is not among its files, so that pictures were not"
          + " checked: fetch the model again, or load it with the safety checker switched off";

  private final Optional<SafetyChecker> checker;
  private final boolean switchedOff;
  private final boolean missing;

  private SafetyGate(Optional<SafetyChecker> checker, boolean switchedOff, boolean missing) {
    this.checker = checker;
    this.switchedOff = switchedOff;
    this.missing = missing;
  }

  /** That of a model without a safety checker. */
  public static SafetyGate open() {
    return new SafetyGate(Optional.empty(), false, false);
  }

  /**
   * That of a checkpoint, which may be closed afterwards but must stay where it is.
   *
   * @param model the same checkpoint, loaded; stays the caller's
   * @param on false switches the safety checker off: it is not even looked at
   * @throws org.latentj.checkpoint.CheckpointException if the safety checker cannot be used
   */
  public static SafetyGate of(Checkpoint checkpoint, LoadedModel model, boolean on) {
    if (!on) {
      return new SafetyGate(Optional.empty(), true, false);
    }
    Optional<SafetyChecker> checker =
        checkpoint.safetyChecker().map(folder -> SafetyChecker.load(folder, model));
    return new SafetyGate(checker, false, checker.isEmpty() && checkpoint.lacksSafetyChecker());
  }

  /** Checks a picture, or says why it was not checked. */
  public SafetyCheck check(Picture picture) {
    return checker
        .map(present -> present.check(picture))
        .orElseGet(() -> SafetyCheck.notChecked(switchedOff));
  }

  /** What users should know whatever the pictures are. */
  public Optional<String> remark() {
    return missing ? Optional.of(MISSING) : Optional.empty();
  }

  /** A request has ended. */
  public void rest() {
    checker.ifPresent(SafetyChecker::rest);
  }

  @Override
  public void close() {
    checker.ifPresent(SafetyChecker::close);
  }
}
