package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.model.TextEncoderConfig;
import org.latentj.network.ClipTextEncoder;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.FloatTensor;

/** CLIP's text tower on a device. Close it to free its weights. */
public final class TextEncoderModel implements AutoCloseable {
  private final TextEncoderConfig config;
  private final Network network;
  private int version;

  /** With a memory of its own. */
  TextEncoderModel(
      TextEncoderConfig config, Weights weights, EmitOptions options, ComputeDevice device) {
    this(config, weights, options, device, MemoryLadder.unguarded());
  }

  TextEncoderModel(
      TextEncoderConfig config,
      Weights weights,
      EmitOptions options,
      ComputeDevice device,
      MemoryLadder ladder) {
    this.config = config;
    network = new Network(o -> ClipTextEncoder.script(config, o), weights, options, device, ladder);
  }

  /**
   * Encodes token ids.
   *
   * @param ids B rows of 77 ids each
   * @param clipSkip layers to leave out at the end: 0 takes the last hidden state, 1 the one before
   *     it (diffusers' {@code clip_skip}; A1111's "Clip skip" is one more)
   * @return (B, 77, hiddenSize), float32, after the final layer norm
   * @throws IllegalArgumentException if an id is outside the vocabulary or a row too long
   */
  public FloatTensor encode(int[][] ids, int clipSkip) {
    check(ids);
    if (clipSkip < 0 || clipSkip >= config.layers()) {
      throw new IllegalArgumentException(
          "expected a clip skip of 0 to %d but got %d".formatted(config.layers() - 1, clipSkip));
    }
    return network
        .ladder()
        .run("encoding the prompt", mode -> bytes(ids), mode -> encoded(ids, clipSkip));
  }

  /** All hidden states, which the script returns. */
  private long bytes(int[][] ids) {
    return 4L * (config.layers() + 1) * ids.length * ids[0].length * config.hiddenSize();
  }

  private FloatTensor encoded(int[][] ids, int clipSkip) {
    EmitOptions plain = network.options();
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(ids))) {
      PtNDArray[] states = network.runList(plain, arena, "forward", input);
      try (IValue state = IValue.from(states[config.layers() - clipSkip])) {
        return Arena.download(network.run(plain, arena, "norm", state));
      }
    }
  }

  /** All hidden states, the embeddings first, each (B, 77, hiddenSize); for tests. */
  public List<FloatTensor> hiddenStates(int[][] ids) {
    check(ids);
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(ids))) {
      List<FloatTensor> all = new ArrayList<>();
      for (PtNDArray state : network.runList(network.options(), arena, "forward", input)) {
        all.add(Arena.download(state));
      }
      return all;
    }
  }

  private void check(int[][] ids) {
    if (ids.length == 0) {
      throw new IllegalArgumentException("expected a row of token ids or more but got none");
    }
    for (int[] row : ids) {
      if (row.length < 1 || row.length > config.maxPositions() || row.length != ids[0].length) {
        throw new IllegalArgumentException(
            "expected rows of one length from 1 to %d tokens but got %s"
                .formatted(config.maxPositions(), Arrays.stream(ids).map(r -> r.length).toList()));
      }
      for (int id : row) {
        // An index outside the table would be undefined behaviour on some devices.
        if (id < 0 || id >= config.vocabularySize()) {
          throw new IllegalArgumentException(
              "token id %d is outside the model's vocabulary of %d: the tokenizer belongs to another"
                      .formatted(id, config.vocabularySize())
                  + " model");
        }
      }
    }
  }

  /** Loads weights of these names again. */
  void replace(Weights weights, Set<String> names) {
    version++;
    network.replace(weights, names);
  }

  /** Another number whenever weights were replaced: encodings of other numbers are out of date. */
  public int version() {
    return version;
  }

  /** The network's configuration. */
  public TextEncoderConfig config() {
    return config;
  }

  /** Memory of the weights on the device. */
  public long weightBytes() {
    return network.weightBytes();
  }

  @Override
  public void close() {
    network.close();
  }
}
