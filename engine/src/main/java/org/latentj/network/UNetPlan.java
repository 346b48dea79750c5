package org.latentj.network;

import java.util.ArrayList;
import java.util.List;
import org.latentj.model.UNetConfig;

/**
 * Where the resnets and transformers of a UNet sit, in order of evaluation. One walk over the
 * config serves all methods of the script: the fused time projections and the prepared conditioning
 * must agree with the forward pass on order and widths.
 */
final class UNetPlan {

  /**
   * A resnet.
   *
   * @param name diffusers' name
   * @param in input channels, a skip connection's included
   * @param out output channels
   * @param timeOffset where its row of the fused time projection begins
   */
  record ResnetSite(String name, int in, int out, int timeOffset) {}

  /** One down level, mid block or up level. */
  record Stage(String name, List<ResnetSite> resnets, List<CrossAttentionSite> attentions) {}

  private final UNetConfig config;
  private final List<Stage> down = new ArrayList<>();
  private final List<Stage> up = new ArrayList<>();
  private final Stage mid;
  private int timeWidth;
  private int blocks;

  UNetPlan(UNetConfig config) {
    this(config, true);
  }

  /** Down levels and mid block only, as a ControlNet has them. */
  static UNetPlan withoutUpLevels(UNetConfig config) {
    return new UNetPlan(config, false);
  }

  private UNetPlan(UNetConfig config, boolean upLevels) {
    this.config = config;
    List<Integer> widths = config.blockOutChannels();
    int levels = config.levels();
    List<Integer> skips = new ArrayList<>(List.of(widths.get(0)));
    int channels = widths.get(0);
    for (int level = 0; level < levels; level++) {
      String name = "down_blocks." + level;
      List<ResnetSite> resnets = new ArrayList<>();
      List<CrossAttentionSite> attentions = new ArrayList<>();
      for (int i = 0; i < config.layersPerBlock(); i++) {
        resnets.add(resnet(name, i, channels, widths.get(level)));
        channels = widths.get(level);
        addAttention(attentions, name, i, level, channels);
        skips.add(channels);
      }
      if (level < levels - 1) {
        skips.add(channels);
      }
      down.add(new Stage(name, resnets, attentions));
    }
    mid = midStage(channels, levels - 1);
    for (int step = 0; upLevels && step < levels; step++) {
      int level = levels - 1 - step;
      String name = "up_blocks." + step;
      List<ResnetSite> resnets = new ArrayList<>();
      List<CrossAttentionSite> attentions = new ArrayList<>();
      for (int i = 0; i <= config.layersPerBlock(); i++) {
        int skip = skips.remove(skips.size() - 1);
        resnets.add(resnet(name, i, channels + skip, widths.get(level)));
        channels = widths.get(level);
        addAttention(attentions, name, i, level, channels);
      }
      up.add(new Stage(name, resnets, attentions));
    }
  }

  private Stage midStage(int channels, int level) {
    String name = "mid_block";
    ResnetSite first = resnet(name, 0, channels, channels);
    CrossAttentionSite attention = attention(name, 0, level, channels);
    ResnetSite second = resnet(name, 1, channels, channels);
    return new Stage(name, List.of(first, second), List.of(attention));
  }

  private ResnetSite resnet(String stage, int index, int in, int out) {
    ResnetSite site = new ResnetSite(stage + ".resnets." + index, in, out, timeWidth);
    timeWidth += out;
    return site;
  }

  private void addAttention(
      List<CrossAttentionSite> sites, String stage, int index, int level, int channels) {
    if (config.crossAttention().get(level)) {
      sites.add(attention(stage, index, level, channels));
    }
  }

  private CrossAttentionSite attention(String stage, int index, int level, int channels) {
    int heads = config.heads().get(level);
    CrossAttentionSite site =
        new CrossAttentionSite(stage + ".attentions." + index, channels, heads, level, blocks);
    blocks += config.transformerLayers();
    return site;
  }

  List<Stage> down() {
    return down;
  }

  Stage mid() {
    return mid;
  }

  List<Stage> up() {
    return up;
  }

  /** All stages in order of evaluation. */
  List<Stage> stages() {
    List<Stage> all = new ArrayList<>(down);
    all.add(mid);
    all.addAll(up);
    return all;
  }

  /** How many layers the up levels have: one for each skip connection. */
  int upLayers() {
    return up.stream().mapToInt(stage -> stage.resnets().size()).sum();
  }

  /** Width of all resnets' time projections side by side. */
  int timeWidth() {
    return timeWidth;
  }
}
