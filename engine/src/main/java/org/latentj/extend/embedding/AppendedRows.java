package org.latentj.extend.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** A text encoder's weights with more rows in the token embedding, which is then float32. */
final class AppendedRows implements Weights {
  private static final String TABLE = "text_model.embeddings.token_embedding.weight";

  private final Weights base;
  private final float[] rows;
  private final int width;

  AppendedRows(Weights base, float[] rows, int width) {
    this.base = base;
    this.rows = rows;
    this.width = width;
  }

  @Override
  public Set<String> names() {
    return base.names();
  }

  @Override
  public Shape shape(String name) {
    Shape shape = base.shape(name);
    boolean table = name.equals(TABLE) && shape.rank() == 2 && shape.dimension(1) == width;
    return table ? Shape.of(shape.dimension(0) + rows.length / width, width) : shape;
  }

  @Override
  public ElementType type(String name) {
    boolean table = name.equals(TABLE) && base.type(name).isFloating();
    return table ? ElementType.F32 : base.type(name);
  }

  @Override
  public String origin(String name) {
    return base.origin(name);
  }

  @Override
  public StoredTensor read(String name) {
    StoredTensor table = base.read(name);
    if (!name.equals(TABLE)) {
      return table;
    }
    int before = Math.toIntExact(table.shape().elements());
    ByteBuffer all =
        ByteBuffer.allocateDirect(Math.multiplyExact(4, before + rows.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < before; i++) {
      all.putFloat((float) table.element(i));
    }
    for (float value : rows) {
      all.putFloat(value);
    }
    return new StoredTensor(name, ElementType.F32, shape(name), all.flip());
  }
}
