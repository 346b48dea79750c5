package org.latentj.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import org.latentj.ModelReference;

/**
 * A parent with nothing but the engine's own classes and gson on its class path: prints its
 * worker's process id while a picture is made.
 *
 * <p>Arguments: the worker's class path, the model, and {@code exit} or {@code stay}.
 */
final class ParentProgram {
  private ParentProgram() {}

  public static void main(String[] args) {
    var classPath = Arrays.stream(args[0].split(File.pathSeparator)).map(Path::of).toList();
    WorkerGenerator worker = WorkerGenerator.own(WorkerOptions.of(classPath));
    ModelReference model = ModelReference.of(Path.of(args[1]), WorkerTests.onCpu());
    boolean[] printed = new boolean[1];
    worker.generate(
        model,
        WorkerTests.request(900, 1),
        WorkerTests.atSteps(
            () -> {
              if (!printed[0]) {
                printed[0] = true;
                System.out.println("worker " + worker.pid().orElseThrow());
                System.out.flush();
                if (args[2].equals("exit")) {
                  System.exit(0);
                }
              }
            }));
  }
}
