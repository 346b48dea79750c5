package org.latentj.network;

import java.util.Deque;
import java.util.List;
import org.latentj.model.UNetConfig;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/** The blocks of UNet and ControlNet, emitted into one method. */
final class UNetBlocks {
  private final UNetConfig config;
  private final UNetPlan plan;
  private final Layers layers;
  private final Value time;
  private final PromptRows rows;
  private final Resnet resnet;
  private final SpatialTransformer transformer;

  /**
   * Blocks.
   *
   * @param time (1 or B, n), the time projections of the plan's resnets
   * @param conditioning the keys and values of the plan's transformers
   */
  UNetBlocks(UNetConfig config, UNetPlan plan, Layers layers, Value time, Value conditioning) {
    this.config = config;
    this.plan = plan;
    this.layers = layers;
    this.time = time;
    rows = new PromptRows(layers, conditioning);
    resnet = new Resnet(layers, config.normGroups(), config.normEps());
    transformer = new SpatialTransformer(layers, config);
  }

  /** The first convolution, (B, inChannels, H, W) to (B, blockOutChannels[0], H, W). */
  Value in(Value sample) {
    int first = config.blockOutChannels().get(0);
    Value h = layers.convolution(sample, "conv_in", config.inChannels(), first, 3, 1);
    layers.method().tap("conv_in", h);
    return h;
  }

  /**
   * All down levels. Skip connections from before the first cross-attention have a row for each
   * picture until {@link #up} or {@link #forPrompts} reads them.
   *
   * @param in from {@link #in}, which is the first skip connection
   * @param skips takes what each layer and each downsampling leaves for the up levels
   */
  Value down(Value in, Deque<Value> skips) {
    return down(in, skips, Integer.MAX_VALUE);
  }

  /** As {@link #down(Value, Deque)}, to where {@code skips} has {@code most} values. */
  Value down(Value in, Deque<Value> skips, int most) {
    Value h = rows.keep(in);
    for (int level = 0; level < config.levels(); level++) {
      UNetPlan.Stage stage = plan.down().get(level);
      for (int i = 0; i < stage.resnets().size() && skips.size() < most; i++) {
        h = layer(stage, i, h);
        skips.push(rows.keep(h));
      }
      if (level < config.levels() - 1 && skips.size() < most) {
        int width = config.blockOutChannels().get(level);
        h = layers.convolution(h, stage.name() + ".downsamplers.0.conv", width, width, 3, 2);
        skips.push(rows.keep(h));
      }
      layers.method().tap(stage.name(), h);
    }
    return h;
  }

  /** The middle: resnet, transformer, resnet. */
  Value mid(Value in) {
    Value h = residual(plan.mid().resnets().get(0), in);
    h = transformer.emit(h, plan.mid().attentions().get(0), rows);
    h = residual(plan.mid().resnets().get(1), h);
    layers.method().tap("mid_block", h);
    return h;
  }

  /**
   * The up levels, as far as there are skip connections: each layer takes one of them.
   *
   * @param in what comes from below the first of these layers
   * @param skips from {@code down}, emptied
   * @param joined sees what comes from below each layer, and may change its skip connection
   */
  Value up(Value in, Deque<Value> skips, Join joined) {
    // The mid block has looked at prompts, be it in this evaluation or in an earlier one.
    rows.reached();
    Value h = in;
    int index = plan.upLayers();
    for (UNetPlan.Stage stage : plan.up()) {
      boolean reached = false;
      for (int i = 0; i < stage.resnets().size(); i++) {
        index--;
        if (index < skips.size()) {
          reached = true;
          Value skip = joined.skip(index, h, rows.forPrompts(skips.pop()));
          h = layer(stage, i, layers.method().call("cat", List.of(h, skip), 1));
        }
      }
      if (reached && !skips.isEmpty()) {
        h = upsample(h, stage.name(), skips.peek(), stage.resnets().get(0).out());
      }
      layers.method().tap(stage.name(), h);
    }
    return h;
  }

  /** A skip connection with a row for each prompt. */
  Value forPrompts(Value skip) {
    return rows.forPrompts(skip);
  }

  /** What happens where an up layer's two inputs meet. */
  interface Join {
    /**
     * The skip connection as the layer is to take it.
     *
     * @param index of the skip connection, in order of evaluation
     * @param below the layer's other input
     */
    Value skip(int index, Value below, Value skip);
  }

  /** Layer {@code index} of a level: a resnet, and a transformer where the level has them. */
  Value layer(UNetPlan.Stage stage, int index, Value x) {
    Value h = residual(stage.resnets().get(index), x);
    return stage.attentions().isEmpty()
        ? h
        : transformer.emit(h, stage.attentions().get(index), rows);
  }

  /** To the size of the next skip connection: twice, or one less where a size was odd. */
  Value upsample(Value x, String stage, Value skip, int width) {
    return new Upsampling(layers).to(x, skip, stage + ".upsamplers.0.conv", width);
  }

  private Value residual(UNetPlan.ResnetSite site, Value x) {
    ScriptMethod method = layers.method();
    int from = site.timeOffset();
    Value row = method.call("slice", time, 1, from, from + site.out(), 1);
    Value column = method.call("unflatten", row, 1, new int[] {site.out(), 1, 1});
    Value out = resnet.emit(x, site.name(), site.in(), site.out(), column);
    method.tap(site.name(), out);
    return out;
  }
}
