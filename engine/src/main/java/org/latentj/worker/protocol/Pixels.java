package org.latentj.worker.protocol;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.request.TextToImage;

/**
 * Pictures and masks in a frame's body, one after the other in the order of their headers: RGB
 * bytes, and floats in big endian. Written at one end and read at the other.
 */
final class Pixels {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteBuffer read;

  /** An empty body to write to. */
  Pixels() {
    this(new byte[0]);
  }

  /** A body to read. */
  Pixels(byte[] body) {
    read = ByteBuffer.wrap(body);
  }

  byte[] toBytes() {
    return written.toByteArray();
  }

  /** Appends a picture; returns what the header must say about it. */
  JsonObject add(Picture picture) {
    written.writeBytes(picture.toRgb());
    return size(picture.width(), picture.height());
  }

  /** Appends a mask; returns what the header must say about it. */
  JsonObject add(Mask mask) {
    float[] values = mask.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
    bytes.asFloatBuffer().put(values);
    written.writeBytes(bytes.array());
    return size(mask.width(), mask.height());
  }

  private static JsonObject size(int width, int height) {
    JsonObject size = new JsonObject();
    size.addProperty("width", width);
    size.addProperty("height", height);
    return size;
  }

  /** The next picture, of the size that the header gives. */
  Picture picture(Fields size) throws ProtocolException {
    int pixels = pixels(size, 3);
    int start = read.position();
    read.position(start + 3 * pixels);
    byte[] rgb = Arrays.copyOfRange(read.array(), start, start + 3 * pixels);
    return Picture.ofRgb(size.integer("width"), size.integer("height"), rgb);
  }

  /** The next mask, of the size that the header gives. */
  Mask mask(Fields size) throws ProtocolException {
    float[] values = new float[pixels(size, Float.BYTES)];
    read.asFloatBuffer().get(values);
    read.position(read.position() + Float.BYTES * values.length);
    return Mask.of(size.integer("width"), size.integer("height"), values);
  }

  /** The number of pixels, for which there are bytes. */
  private int pixels(Fields size, int bytesPerPixel) throws ProtocolException {
    int width = size.integer("width");
    int height = size.integer("height");
    long pixels = (long) width * height;
    if (width < 1
        || height < 1
        || width > TextToImage.MAX_SIDE
        || height > TextToImage.MAX_SIDE
        || pixels * bytesPerPixel > read.remaining()) {
      throw new ProtocolException(
          "expected %d bytes for each of %dx%d pixels but %d bytes are left"
              .formatted(bytesPerPixel, width, height, read.remaining()));
    }
    return (int) pixels;
  }

  /**
   * Checks that everything was read.
   *
   * @throws ProtocolException if there is more than the header speaks of
   */
  void end() throws ProtocolException {
    if (read.hasRemaining()) {
      throw new ProtocolException(
          "expected the body to end but %d bytes are left".formatted(read.remaining()));
    }
  }
}
