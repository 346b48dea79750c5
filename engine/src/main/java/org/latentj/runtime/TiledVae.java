package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.model.VaeConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The autoencoder tile by tile, in memory that hardly grows with the picture.
 *
 * <p>What is computed at the latents' size, attention above all, is computed of the whole picture:
 * it is small there. The rest is convolutions, for which a tile has a margin as wide as they see,
 * and group norms, which look at the whole picture. A tile that was normalised by itself would come
 * out in other colours than its neighbour. So the norms' means and variances are measured first, in
 * {@link #PASSES passes} over all tiles.
 *
 * <p>What a norm measures depends on what the norms before it have normalised by. A pass that uses
 * the results of the pass before would make one norm right at a time. So a sample is taken along, a
 * small picture put together from pieces of this one, which is evaluated at once: a pass says how
 * far, norm by norm, the whole is from the sample under the same normalisation; and the sample,
 * evaluated again with that correction at each of its norms, says what the norms of the whole are
 * then. What is left is the error of a correction, not of a sample.
 */
final class TiledVae {
  /** The embedded model's pictures are then under half a level from those decoded at once. */
  static final int PASSES = 2;

  private final VaeConfig config;
  private final Network network;
  private final EmitOptions parts;
  private final int tile;
  private final int passes;

  /**
   * A half of the autoencoder.
   *
   * @param network the decoder or the encoder
   * @param tile the edge of a tile in latents, without its margin
   * @param passes how often the statistics are measured
   */
  TiledVae(VaeConfig config, Network network, Tiling tiling, int tile, int passes) {
    this.config = config;
    this.network = network;
    this.tile = tile;
    this.passes = passes;
    parts =
        network.options().withParts().withTiling(tiling.x(), tiling.y()).withSlicedAttention(true);
  }

  /** A tile's place: in what it is cut from, by rows and columns. */
  private record Place(TileAxis rows, TileAxis columns) {
    long area() {
      return (long) rows.length() * columns.length();
    }

    long[] window() {
      return new long[] {rows.before(), columns.before(), rows.length(), columns.length()};
    }
  }

  /**
   * Decodes a batch.
   *
   * @param latents (B, latentChannels, h, w), float32, divided by the scaling factor
   * @return (B, imageChannels, 8h, 8w), float32
   */
  FloatTensor decode(FloatTensor latents) {
    List<FloatTensor> pictures = new ArrayList<>();
    for (int i = 0; i < latents.shape().size(0); i++) {
      pictures.add(decodeOne(latents.row(i)));
    }
    return FloatTensor.concatenate(pictures);
  }

  private FloatTensor decodeOne(FloatTensor latents) {
    int height = latents.shape().size(2);
    int width = latents.shape().size(3);
    int factor = config.downsampling();
    int channels = config.imageChannels();
    FloatTensor picture =
        FloatTensor.zeros(Shape.of(1, channels, (long) factor * height, (long) factor * width));
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(latents));
        IValue features = IValue.from(network.run(parts, arena, "whole", input))) {
      List<Place> places = places(height, width, VaeDecoder.tileMargin(config), 1);
      int norms = VaeDecoder.tileNorms(config);
      FloatTensor statistics = statistics(features, places, height, width, 1, norms);
      for (Place place : places) {
        try (Arena results = Arena.on(network.device())) {
          FloatTensor part = Arena.download(apply(features, statistics, place, results));
          paste(part, picture, place.rows().start() * factor, place.columns().start() * factor);
        }
      }
    }
    return picture;
  }

  /**
   * Encodes a batch.
   *
   * @param images (B, imageChannels, 8h, 8w), float32
   * @return moments (B, 2 * latentChannels, h, w), float32
   */
  FloatTensor encode(FloatTensor images) {
    List<FloatTensor> moments = new ArrayList<>();
    for (int i = 0; i < images.shape().size(0); i++) {
      moments.add(encodeOne(images.row(i)));
    }
    return FloatTensor.concatenate(moments);
  }

  private FloatTensor encodeOne(FloatTensor image) {
    int factor = config.downsampling();
    int height = image.shape().size(2) / factor;
    int width = image.shape().size(3) / factor;
    List<PtNDArray> bands = new ArrayList<>();
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(image))) {
      List<Place> places = places(height, width, VaeEncoder.tileMargin(config), factor);
      int norms = VaeEncoder.tileNorms(config);
      FloatTensor statistics = statistics(input, places, height, width, factor, norms);
      List<PtNDArray> band = new ArrayList<>();
      for (Place place : places) {
        band.add(apply(input, statistics, place, arena));
        if (place.columns().start() + place.columns().length() == place.columns().size()) {
          bands.add(join(band, 3, arena));
          band.clear();
        }
      }
      try (IValue features = IValue.from(join(bands, 2, arena))) {
        return Arena.download(network.run(parts, arena, "whole", features));
      }
    }
  }

  private PtNDArray join(List<PtNDArray> tiles, int dimension, Arena owner) {
    try (IValue list = IValue.listFrom(tiles.toArray(new PtNDArray[0]));
        IValue along = IValue.from((long) dimension)) {
      return network.run(parts, owner, "join", list, along);
    }
  }

  private List<Place> places(int height, int width, int margin, int factor) {
    List<Place> places = new ArrayList<>();
    for (TileAxis rows : TileAxis.cut(height, tile, margin, parts.tileY())) {
      for (TileAxis columns : TileAxis.cut(width, tile, margin, parts.tileX())) {
        places.add(new Place(rows.times(factor), columns.times(factor)));
      }
    }
    return places;
  }

  /** The statistics of all norms over the whole picture, as {@link PooledStatistics} has them. */
  private FloatTensor statistics(
      IValue whole, List<Place> places, int height, int width, int factor, int norms) {
    int[] rows = scaled(TileAxis.sample(height, tile), factor);
    int[] columns = scaled(TileAxis.sample(width, tile), factor);
    StatisticsCorrection correction = StatisticsCorrection.none(norms, config.normGroups());
    FloatTensor statistics = adjusted(whole, rows, columns, correction);
    for (int pass = 0; pass < passes; pass++) {
      FloatTensor measured = measured(whole, places, statistics);
      correction = correction.after(statistics, measured);
      statistics = adjusted(whole, rows, columns, correction);
    }
    return statistics;
  }

  private FloatTensor adjusted(
      IValue whole, int[] rows, int[] columns, StatisticsCorrection correction) {
    long[] all = {0, 0, rows.length, columns.length};
    try (Arena results = Arena.on(network.device())) {
      return Arena.download(run("adjust", whole, correction.values(), rows, columns, all, results));
    }
  }

  private FloatTensor measured(IValue whole, List<Place> places, FloatTensor statistics) {
    PooledStatistics pooled = new PooledStatistics(statistics.shape());
    for (Place place : places) {
      int[] rows = place.rows().indices();
      int[] columns = place.columns().indices();
      try (Arena results = Arena.on(network.device())) {
        PtNDArray part = run("measure", whole, statistics, rows, columns, place.window(), results);
        pooled.add(Arena.download(part), place.area());
      }
    }
    return pooled.pooled();
  }

  private static int[] scaled(int[] indices, int factor) {
    int[] out = new int[indices.length * factor];
    for (int i = 0; i < out.length; i++) {
      out[i] = indices[i / factor] * factor + i % factor;
    }
    return out;
  }

  private PtNDArray apply(IValue whole, FloatTensor statistics, Place place, Arena owner) {
    return run(
        "apply",
        whole,
        statistics,
        place.rows().indices(),
        place.columns().indices(),
        place.window(),
        owner);
  }

  private PtNDArray run(
      String method,
      IValue whole,
      FloatTensor statistics,
      int[] rows,
      int[] columns,
      long[] window,
      Arena owner) {
    try (Arena arena = Arena.on(network.device());
        IValue given = IValue.from(arena.upload(statistics));
        IValue rowIndices = IValue.from(arena.upload(rows));
        IValue columnIndices = IValue.from(arena.upload(columns));
        IValue area = IValue.listFrom(window)) {
      return network.run(parts, owner, method, whole, given, rowIndices, columnIndices, area);
    }
  }

  private static void paste(FloatTensor part, FloatTensor picture, int top, int left) {
    int height = part.shape().size(2);
    int width = part.shape().size(3);
    int wholeHeight = picture.shape().size(2);
    int wholeWidth = picture.shape().size(3);
    for (int row = 0; row < part.shape().size(1) * height; row++) {
      int to = (row / height * wholeHeight + top + row % height) * wholeWidth + left;
      System.arraycopy(part.data(), row * width, picture.data(), to, width);
    }
  }
}
