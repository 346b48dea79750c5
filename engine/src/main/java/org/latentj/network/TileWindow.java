package org.latentj.network;

import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The part of a tile that counts, in a method's parameters: the rest is there so that convolutions
 * see what lies around it.
 */
final class TileWindow {
  private final ScriptMethod method;
  private final Value tile;
  private final Value window;

  private TileWindow(ScriptMethod method, Value tile, Value window) {
    this.method = method;
    this.tile = tile;
    this.window = window;
  }

  /**
   * Declares the parameters {@code rows} and {@code columns} (int64 indices of the tile's rows and
   * columns in the whole) and {@code window} (top, left, height, width of what counts, in the
   * tile).
   *
   * @param whole (1, C, H, W)
   */
  static TileWindow cut(ScriptMethod method, Value whole) {
    Value rows = method.tensor("rows");
    Value columns = method.tensor("columns");
    Value window = method.parameter("window", "List[int]");
    Value band = method.call("index_select", whole, 2, rows);
    return new TileWindow(method, method.call("index_select", band, 3, columns), window);
  }

  Value tile() {
    return tile;
  }

  /** The same part of an image that was computed from the tile, at whatever resolution. */
  Value of(Value image) {
    Value band = along(image, 2);
    return along(band, 3);
  }

  private Value along(Value image, int dimension) {
    Value size = method.call("size", image, dimension);
    Value whole = method.call("size", tile, dimension);
    String first = window + "[" + (dimension - 2) + "]";
    String length = window + "[" + dimension + "]";
    Value start = scaled(new Value(first), size, whole);
    Value end = scaled(method.call("add", new Value(first), new Value(length)), size, whole);
    return method.call("slice", image, dimension, start, end, 1);
  }

  private Value scaled(Value position, Value size, Value whole) {
    return method.call("floordiv", method.call("mul", position, size), whole);
  }
}
