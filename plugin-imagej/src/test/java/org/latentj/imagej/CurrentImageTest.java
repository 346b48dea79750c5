package org.latentj.imagej;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.command.FillCommand;
import org.latentj.imagej.macro.HiddenOutputs;
import org.scijava.module.Module;
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
  @DisplayName("has its outputs for scripts resolved, and no others")
  void hiddenOutputs() {
    Module module = host.run(FillCommand.class, Map.of());
    module.getInfo().outputs().forEach(output -> module.unresolveOutput(output.getName()));

    new HiddenOutputs().process(module);

    assertThat(module.isOutputResolved("report")).isTrue();
    assertThat(module.isOutputResolved("image")).isFalse();
  }
}
