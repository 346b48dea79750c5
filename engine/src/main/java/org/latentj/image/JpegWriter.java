package org.latentj.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes JPEGs through ImageIO and adds EXIF and XMP segments. */
final class JpegWriter {
  private static final int APP1 = 0xffe1;
  private static final int MAX_SEGMENT_BYTES = 0xffff - 2;
  private static final String EXIF_PREFIX = "Exif\0\0";
  private static final String XMP_PREFIX = "http://ns.adobe.com/xap/1.0/\0";

  private JpegWriter() {}

  static byte[] encode(Picture picture, PictureInfo info, float quality) throws IOException {
    if (!(quality > 0 && quality <= 1)) {
      throw new IllegalArgumentException(
          "expected a JPEG quality above 0 and at most 1 but got " + quality);
    }
    byte[] jpeg = pixels(picture, quality);
    // Metadata follow the JFIF header, which must come first.
    int headerEnd = 4 + ((jpeg[4] & 0xff) << 8 | jpeg[5] & 0xff);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(jpeg, 0, headerEnd);
    if (info.parameters().isPresent()) {
      segment(out, EXIF_PREFIX, UserComment.write(info.parameters().get()));
    }
    if (info.source().isPresent()) {
      segment(out, XMP_PREFIX, info.source().get().toXmp().getBytes(StandardCharsets.UTF_8));
    }
    out.write(jpeg, headerEnd, jpeg.length - headerEnd);
    return bytes.toByteArray();
  }

  private static void segment(DataOutputStream out, String prefix, byte[] data) throws IOException {
    int length = prefix.length() + data.length;
    if (length > MAX_SEGMENT_BYTES) {
      throw new IOException(
          ("the parameters need %d bytes but a JPEG has room for %d; "
                  + "perhaps you should write a PNG")
              .formatted(length, MAX_SEGMENT_BYTES));
    }
    out.writeShort(APP1);
    out.writeShort(length + 2);
    out.write(prefix.getBytes(StandardCharsets.US_ASCII));
    out.write(data);
  }

  private static byte[] pixels(Picture picture, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
