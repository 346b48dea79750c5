package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.UNetConfig;
import org.latentj.network.UNetPlan.ResnetSite;
import org.latentj.network.UNetPlan.Stage;

class UNetPlanTest {
  private final UNetPlan plan = new UNetPlan(UNetConfig.stableDiffusion1());

  @Test
  @DisplayName("SD 1.x has 22 resnets and 16 transformers")
  void counts() {
    assertThat(plan.stages()).hasSize(4 + 1 + 4);
    assertThat(plan.stages().stream().mapToInt(s -> s.resnets().size()).sum()).isEqualTo(22);
    assertThat(plan.stages().stream().mapToInt(s -> s.attentions().size()).sum()).isEqualTo(16);
  }

  @Test
  @DisplayName("the time projections of the resnets lie side by side without gaps or overlap")
  void timeOffsets() {
    int at = 0;
    for (Stage stage : plan.stages()) {
      for (ResnetSite site : stage.resnets()) {
        assertThat(site.timeOffset()).as(site.name()).isEqualTo(at);
        at += site.out();
      }
    }
    assertThat(plan.timeWidth()).isEqualTo(at);
  }

  @Test
  @DisplayName("the transformers' places in the conditioning do not overlap either")
  void conditioningSlots() {
    List<Integer> blocks = new ArrayList<>();
    plan.stages().forEach(s -> s.attentions().forEach(a -> blocks.add(a.firstBlock())));

    assertThat(blocks).isSorted().doesNotHaveDuplicates().startsWith(0).endsWith(15);
  }

  @Test
  @DisplayName("an up level's resnets take what comes up and what was skipped, as diffusers' do")
  void skipWidths() {
    List<Integer> inputs = new ArrayList<>();
    plan.up().forEach(s -> s.resnets().forEach(r -> inputs.add(r.in())));

    // The published shapes of up_blocks.*.resnets.*.conv1.weight.
    assertThat(inputs)
        .containsExactly(2560, 2560, 2560, 2560, 2560, 1920, 1920, 1280, 960, 960, 640, 640);
  }

  @Test
  @DisplayName("heads are the level's own, going down and coming up")
  void headsPerLevel() {
    UNetPlan v2 =
        new UNetPlan(
            UNetConfig.builder()
                .heads(List.of(5, 10, 20, 40))
                .crossAttentionDim(1024)
                .linearProjection(true)
                .build());
    List<Integer> heads = new ArrayList<>();
    v2.stages().forEach(s -> s.attentions().forEach(a -> heads.add(a.heads())));

    assertThat(heads).containsExactly(5, 5, 10, 10, 20, 20, 40, 20, 20, 20, 10, 10, 10, 5, 5, 5);
  }
}
