package org.latentj.imagej;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.command.FillCommand;
import org.latentj.imagej.macro.HiddenOutputs;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.thread.ThreadService;

@DisplayName("A command on a thread of SciJava's pool, called in batch mode")
class CurrentImageTest {
  private final TestContext host = new TestContext();
  private final ImagePlus mine = TestImages.RGB.make();
  private final ImagePlus other = TestImages.RGB.make();

  @BeforeEach
  void twoImages() {
    mine.setRoi(28, 24, 14, 12);
    other.setRoi(28, 24, 14, 12);
    Interpreter.batchMode = true;
    Interpreter.addBatchModeImage(mine);
    Interpreter.addBatchModeImage(other);
    WindowManager.setTempCurrentImage(mine);
  }

  @AfterEach
  void close() {
    WindowManager.setTempCurrentImage(null);
    for (int id : Interpreter.getBatchModeImageIDs()) {
      Interpreter.removeBatchModeImage(WindowManager.getImage(id));
    }
    Interpreter.batchMode = false;
    host.close();
  }

  @Test
  @DisplayName("works on the caller's image, not on the one that was opened last")
  void callersImage() {
    int[][] otherBefore = TestImages.bits(other);
    int[][] mineBefore = TestImages.bits(mine);

    Module module = host.run(FillCommand.class, Map.of("inPlace", true));

    assertThat(TestContext.reason(module)).isNull();
    assertThat(module.getInput("input")).isSameAs(mine);
    assertThat(TestImages.bits(other)).isDeepEqualTo(otherBefore);
    assertThat(TestImages.bits(mine)[0]).isNotEqualTo(mineBefore[0]);
  }

  @Test
  @DisplayName("makes its result the caller's image, and leaves none with the pool's thread")
  void result() throws Exception {
    ThreadService threads = host.context().service(ThreadService.class);
    ImagePlus made = TestImages.SHORT.make();

    threads.run(() -> CurrentImage.show(made, host.context())).get();

    assertThat(WindowManager.getCurrentImage()).isSameAs(made);
    WindowManager.setTempCurrentImage(null);
    ImagePlus last = TestImages.BYTE.make();
    Interpreter.addBatchModeImage(last);
    assertThat(threads.run(() -> CurrentImage.get(host.context())).get()).isSameAs(last);
  }

  @Test
  @DisplayName("that has none does not work on what an earlier command left with the pool's thread")
  void leftover() throws Exception {
    ThreadService threads = host.context().service(ThreadService.class);
    ImagePlus left = TestImages.SHORT.make();
    WindowManager.setTempCurrentImage(null);

    ImagePlus found =
        threads
            .run(
                () -> {
                  WindowManager.setTempCurrentImage(left);
                  return CurrentImage.get(host.context());
                })
            .get();

    assertThat(found).isSameAs(other);
  }

  @Test
  @DisplayName("knows whose image it is through a script in between")
  void farther() throws Exception {
    ThreadService threads = host.context().service(ThreadService.class);

    assertThat(threads.run(() -> threads.run(() -> CurrentImage.get(host.context())).get()).get())
        .isSameAs(mine);
  }

  @Test
  @DisplayName("asks nobody beyond the macro, which begins without images")
  void macrosOwn() throws Exception {
    ThreadService threads = host.context().service(ThreadService.class);
    AtomicReference<ImagePlus> found = new AtomicReference<>(other);
    Script.job =
        () -> {
          found.set(threads.run(() -> CurrentImage.get(host.context())).get());
          return null;
        };

    threads
        .run(() -> new Interpreter().run("call('%s.run');".formatted(Script.class.getName())))
        .get();

    assertThat(found.get()).isNull();
  }

  /** What a macro calls. */
  public static final class Script {
    private static Callable<Void> job;

    private Script() {}

    /** Runs it. */
    public static String run() throws Exception {
      job.call();
      return "";
    }
  }

  @Test
  @DisplayName("does not list an image twice that it shows again, having changed it in place")
  void inPlace() throws Exception {
    ThreadService threads = host.context().service(ThreadService.class);
    WindowManager.setTempCurrentImage(other);

    threads.run(() -> CurrentImage.show(mine, host.context())).get();

    assertThat(Interpreter.getBatchModeImageIDs()).containsExactly(mine.getID(), other.getID());
    assertThat(WindowManager.getCurrentImage()).isSameAs(mine);
  }

  @Test
  @DisplayName("has its outputs for scripts and the images that it showed resolved")
  void hiddenOutputs() {
    assertThat(unresolvedAfter(new HiddenOutputs())).isEmpty();

    Interpreter.batchMode = false;
    assertThat(unresolvedAfter(new HiddenOutputs())).containsExactlyInAnyOrder("image", "changes");
  }

  private List<String> unresolvedAfter(HiddenOutputs step) {
    Module module =
        host.context()
            .service(ModuleService.class)
            .createModule(
                host.context().service(CommandService.class).getCommand(FillCommand.class));
    step.process(module);
    return StreamSupport.stream(module.getInfo().outputs().spliterator(), false)
        .map(ModuleItem::getName)
        .filter(name -> !module.isOutputResolved(name))
        .toList();
  }
}
