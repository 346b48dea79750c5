package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.latentj.imagej.TestContext;
import org.latentj.request.GenerationRequest;
import org.scijava.command.Command;
import org.scijava.module.Module;

/** Runs commands on an image that has an oval selection, with an engine that repaints it. */
abstract class ImageCommandCase {
  static final Roi OVAL = new OvalRoi(28, 24, 14, 12);

  final TestContext host = new TestContext();

  @AfterEach
  void close() {
    WindowManager.setTempCurrentImage(null);
    host.close();
  }

  Module run(Class<? extends Command> command, ImagePlus image, Object... inputs) {
    Map<String, Object> all = new HashMap<>(Map.of("input", image));
    for (int i = 0; i < inputs.length; i += 2) {
      all.put((String) inputs[i], inputs[i + 1]);
    }
    if (command != FillCommand.class) {
      all.putIfAbsent("steps", 1);
      all.putIfAbsent("prompt", "x");
    }
    return host.run(command, all);
  }

  static ImagePlus image(Module module) {
    assertThat(TestContext.reason(module)).isNull();
    return (ImagePlus) module.getOutput("image");
  }

  /** Pixels of the first planes that differ: inside of the rectangle, and outside. */
  static int[] differences(int[][] before, int[][] after, Roi bounds, int width) {
    int inside = 0;
    int outside = 0;
    for (int plane = 0; plane < after.length; plane++) {
      for (int i = 0; i < after[plane].length; i++) {
        if (before[plane][i] != after[plane][i]) {
          boolean in = bounds.getBounds().contains(i % width, i / width);
          inside += in ? 1 : 0;
          outside += in ? 0 : 1;
        }
      }
    }
    return new int[] {inside, outside};
  }

  List<Long> seeds(int from) {
    List<GenerationRequest> requests = host.engine().requests;
    return requests.subList(from, requests.size()).stream()
        .map(request -> request.settings().seed())
        .toList();
  }
}
