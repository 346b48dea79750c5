package org.latentj.maven.worker;

import java.util.Iterator;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.maven.natives.Libtorch;
import org.latentj.maven.natives.LibtorchChoice;
import org.latentj.maven.natives.Machine;
import org.latentj.runtime.TorchException;
import org.latentj.worker.WorkerException;
import org.latentj.worker.WorkerGenerator;
import org.latentj.worker.WorkerOptions;

/** The engine in a process that all modules of a build share, with the libtorch that fits. */
public final class WorkerEngine implements BuildEngine {
  /**
   * Maven fetches what is needed, and says so: DJL is not to fetch anything by itself. SLF4J is not
   * to complain, among a crash's last lines, that it has nobody to log to.
   */
  private static final List<String> JVM_ARGUMENTS =
      List.of("-Dai.djl.offline=true", "-Dslf4j.internal.verbosity=ERROR");

  private final EngineLibraries libraries;
  private final BuildSession session;
  private final Machine machine;
  private final Log log;

  /** An engine; starts nothing yet. */
  public WorkerEngine(EngineLibraries libraries, BuildSession session, Machine machine, Log log) {
    this.libraries = libraries;
    this.session = session;
    this.machine = machine;
    this.log = log;
  }

  @Override
  public LoadedModel load(ModelReference model) {
    LibtorchChoice choice = LibtorchChoice.of(machine, model.options().device());
    choice.remark().ifPresent(this::warnOnce);
    Iterator<Libtorch> candidates = choice.candidates().iterator();
    while (true) {
      Libtorch libtorch = candidates.next();
      try {
        LoadedModel loaded = load(libtorch, model);
        if (libtorch.cuda() && loaded.info().device().equals("cpu")) {
          warnOnce(choice.notUsed(loaded.info().deviceReason()));
        }
        return loaded;
      } catch (EngineUnavailableException | TorchException | WorkerException e) {
        if (!candidates.hasNext()) {
          throw e;
        }
        warnOnce(choice.notUsed(e.getMessage()));
      }
    }
  }

  @Override
  public long bytesToFetch(String device) {
    try {
      // What is tried first, if its size is known: libtorch for CUDA is in no public repository.
      return LibtorchChoice.of(machine, device).candidates().stream()
          .map(Libtorch::artifact)
          .filter(artifact -> artifact.isEmpty() || artifact.get().bytes() > 0)
          .findFirst()
          .map(libraries::bytesToFetch)
          .orElse(0L);
    } catch (TorchException e) {
      // Loading will say so.
      return 0;
    }
  }

  private LoadedModel load(Libtorch libtorch, ModelReference model) {
    WorkerOptions options =
        WorkerOptions.of(libraries.classPath(libtorch.artifact()))
            .withJvmArguments(JVM_ARGUMENTS)
            .withEnvironment(libtorch.environment());
    session.endWorkersAtItsEnd();
    WorkerGenerator generator = WorkerGenerator.shared(options);
    ModelInfo info = generator.load(model);
    return new LoadedModel(generator, model, info, generator.pid());
  }

  private void warnOnce(String sentence) {
    if (session.isFirst(sentence)) {
      log.warn(sentence);
    }
  }
}
