package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The combinations held out")
class SplitTest {
  @Test
  @DisplayName("are a tenth of all, the same ones for ever")
  void tenth() {
    int all = 0;
    int heldOut = 0;
    long fingerprint = 0;
    for (ShapeKind shape : ShapeKind.values()) {
      for (NamedColor color : NamedColor.values()) {
        for (NamedColor background : NamedColor.values()) {
          boolean held = Split.isHeldOut(shape, color, background);
          all++;
          heldOut += held ? 1 : 0;
          fingerprint = 31 * fingerprint + (held ? 1 : 0);
        }
      }
    }

    assertThat(1.0 * heldOut / all).isCloseTo(0.1, within(0.02));
    // Models were trained without these: a change of the choice would make their tests worthless.
    assertThat(fingerprint).isEqualTo(7633502751300060305L);
  }

  @Test
  @DisplayName("leave every shape and every colour something to learn from, on every background")
  void spread() {
    for (ShapeKind shape : ShapeKind.values()) {
      for (NamedColor color : NamedColor.values()) {
        long heldOut = 0;
        for (NamedColor background : NamedColor.values()) {
          heldOut += Split.isHeldOut(shape, color, background) ? 1 : 0;
        }
        assertThat(heldOut).as("%s %s", color, shape).isLessThanOrEqualTo(6);
      }
    }
  }
}
