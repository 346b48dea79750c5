package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;

@DisplayName("The pool of latents")
class LatentPoolTest {
  private SmallPool pools;

  @BeforeEach
  void load() throws IOException {
    pools = new SmallPool(new Examples(3, Split.TRAINING, Layout.FREE, 128), 4);
  }

  @AfterEach
  void close() {
    pools.close();
  }

  @Test
  @DisplayName("holds the same whether filled at once or bit by bit")
  void doesNotDependOnPortions() {
    LatentPool atOnce = pools.from(0);
    LatentPool bitByBit = pools.from(0);

    atOnce.advance(20);
    bitByBit.advance(7);
    bitByBit.advance(20);

    assertThat(bitByBit.size()).isEqualTo(atOnce.size()).isBetween(20, 35);
    for (int i = 0; i < atOnce.size(); i++) {
      assertThat(bitByBit.latents(i)).containsExactly(atOnce.latents(i));
      assertThat(bitByBit.caption(i)).containsExactly(atOnce.caption(i));
    }
  }

  @Test
  @DisplayName("has a word of a caption as one token, and 77 tokens a caption")
  void tokenizesCaptions() {
    LatentPool pool = pools.from(0);

    int[] ids = pool.ids("a red circle, a hexagon");

    assertThat(ids).hasSize(77);
    assertThat(ids[7]).as("the end comes after six tokens").isEqualTo(ids[76]);
    assertThat(ids[6]).isNotEqualTo(ids[76]);
    assertThat(ids[1]).as("the same word is the same token").isEqualTo(ids[5]);
  }

  @Test
  @DisplayName("forgets the oldest when it is full")
  void moves() {
    assertThat(LatentPool.firstOf(100)).isZero();
    assertThat(LatentPool.firstOf(25_000)).isBetween(4_985L, 5_000L);
  }
}
