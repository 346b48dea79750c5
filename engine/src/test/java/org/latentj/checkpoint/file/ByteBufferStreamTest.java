package org.latentj.checkpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ByteBufferStreamTest {

  private static ByteBuffer buffer() {
    return ByteBuffer.wrap(new byte[] {9, -1, 2, 3, 9}).position(1).limit(4);
  }

  @Test
  @DisplayName("Bytes come out unsigned, from position to limit, then the end for ever")
  void single() {
    ByteBufferStream in = new ByteBufferStream(buffer());

    assertThat(in.read()).isEqualTo(255);
    assertThat(in.read()).isEqualTo(2);
    assertThat(in.read()).isEqualTo(3);
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  @DisplayName("Blocks are filled as far as there are bytes; the buffer itself stays as it was")
  void blocks() {
    ByteBuffer bytes = buffer();
    ByteBufferStream in = new ByteBufferStream(bytes);
    byte[] into = new byte[6];

    assertThat(in.read(into, 1, 0)).isZero();
    assertThat(in.read(into, 1, 2)).isEqualTo(2);
    assertThat(in.read(into, 3, 3)).isEqualTo(1);
    assertThat(in.read(into, 0, 1)).isEqualTo(-1);
    assertThat(into).containsExactly(0, -1, 2, 3, 0, 0);
    assertThat(bytes.position()).isEqualTo(1);
    assertThatThrownBy(() -> in.read(into, 5, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
