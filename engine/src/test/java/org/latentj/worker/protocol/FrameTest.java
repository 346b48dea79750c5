package org.latentj.worker.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Frames")
class FrameTest {
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final FrameWriter writer = new FrameWriter(stream);
  private final ByteArrayOutputStream noise = new ByteArrayOutputStream();

  private FrameReader reader() {
    return new FrameReader(new ByteArrayInputStream(stream.toByteArray()), noise);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  private void print(String text) {
    stream.writeBytes(text.getBytes(ISO_8859_1));
  }

  @Test
  @DisplayName("come back as they were, empty and larger than what is written in one piece")
  void roundTrip() throws IOException {
    int[] lengths = {0, 1, 4096, (1 << 20) + 1};
    for (int length : lengths) {
      writer.write(new Frame(bytes(length / 2), bytes(length)));
    }
    FrameReader reader = reader();
    for (int length : lengths) {
      Frame frame = reader.read();
      assertThat(frame.header()).isEqualTo(bytes(length / 2));
      assertThat(frame.body()).isEqualTo(bytes(length));
    }
    assertThat(reader.read()).isNull();
    assertThat(noise.size()).isZero();
  }

  @Test
  @DisplayName(
      "are found between what a library prints, and the print is handed on to the last byte")
  void noise() throws IOException {
    print("INFO started\n");
    writer.write(Frame.of(bytes(5)));
    // The beginning of a frame's mark, before the real one.
    print("\u00ff\u004c\u00ff\u004c\u004a");
    writer.write(Frame.of(bytes(6)));
    print("x\u00ff\u004c");

    FrameReader reader = reader();

    assertThat(reader.read().header()).hasSize(5);
    assertThat(reader.read().header()).hasSize(6);
    assertThat(reader.read()).isNull();
    assertThat(noise.toString(ISO_8859_1))
        .isEqualTo("INFO started\n\u00ff\u004c\u00ff\u004c\u004ax\u00ff\u004c");
  }

  @Test
  @DisplayName("cut off anywhere are refused; a stream cut off before a frame's mark just ends")
  void cutOff() throws IOException {
    writer.write(new Frame(bytes(10), bytes(7)));
    byte[] whole = stream.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      InputStream in = new ByteArrayInputStream(Arrays.copyOf(whole, length));
      FrameReader reader = new FrameReader(in, noise);
      if (length < 4) {
        assertThat(reader.read()).isNull();
      } else {
        assertThatThrownBy(reader::read)
            .isInstanceOf(ProtocolException.class)
            .hasMessageContaining("but the stream ended after");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, header, 4294967295",
    "16777217, 0, header, 16777217",
    "0, -2147483648, body, 2147483648",
    "0, 1073741825, body, 1073741825"
  })
  @DisplayName("longer than allowed are refused by their length")
  void tooLong(int header, int body, String what, String length) {
    stream.writeBytes(
        ByteBuffer.allocate(16).putInt(Frame.MAGIC).putInt(header).putInt(body).array());
    assertThatThrownBy(() -> reader().read())
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("expected a frame's %s of at most", what)
        .hasMessageEndingWith("but its length is " + length);
  }

  @Test
  @DisplayName("that promise a gigabyte and bring ten bytes take no gigabyte")
  void promises() {
    byte[] start =
        ByteBuffer.allocate(26).putInt(Frame.MAGIC).putInt(0).putInt(Frame.MAX_BODY).array();
    stream.writeBytes(start);
    FrameReader reader = reader();
    // With the tests' 2 GB of heap, eight such arrays would not fit.
    for (int i = 0; i < 8; i++) {
      FrameReader again = new FrameReader(new ByteArrayInputStream(start), noise);
      assertThatThrownBy(again::read).hasMessageContaining("ended after 10");
    }
    assertThatThrownBy(reader::read)
        .hasMessage("expected a body of 1073741824 bytes but the stream ended after 10");
  }

  @Test
  @DisplayName("with something written into them are refused")
  void damaged() throws IOException {
    writer.write(new Frame(bytes(10), bytes(7)));
    byte[] whole = stream.toByteArray();
    for (int at = 12; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      FrameReader reader = new FrameReader(new ByteArrayInputStream(damaged), noise);
      assertThatThrownBy(reader::read)
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  @DisplayName("longer than allowed are not sent")
  void notSent() {
    Frame frame = Frame.of(new byte[Frame.MAX_HEADER + 1]);
    assertThatThrownBy(() -> writer.write(frame))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use shorter prompts or smaller pictures");
    assertThat(stream.size()).isZero();
  }
}
