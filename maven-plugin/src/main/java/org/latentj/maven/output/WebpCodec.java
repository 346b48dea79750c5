package org.latentj.maven.output;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.latentj.maven.manifest.OutputOptions;

/**
 * WebP by libwebp. Its service providers are called by name and not through ImageIO's registry,
 * which is filled by whoever uses ImageIO first in a build and may know nothing of this plugin's
 * class path.
 */
final class WebpCodec {
  /** Of lossless pictures, effort: cwebp's own middle. Always the same, and so the bytes are. */
  private static final float EFFORT = 0.75f;

  private WebpCodec() {}

  /** A call of native code. */
  private interface Native<T> {
    T call() throws IOException;
  }

  /**
   * Encodes.
   *
   * @param image of type {@code TYPE_INT_RGB} or {@code TYPE_INT_ARGB}
   * @return a whole file without metadata
   * @throws IOException if there is no libwebp for this machine
   */
  static byte[] encode(BufferedImage image, OutputOptions options) throws IOException {
    return withLibwebp(() -> encodeNatively(image, options));
  }

  private static byte[] encodeNatively(BufferedImage image, OutputOptions options)
      throws IOException {
    ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      WebPWriteParam param = (WebPWriteParam) writer.getDefaultWriteParam();
      param.setCompressionType(options.lossless() ? "Lossless" : "Lossy");
      param.setCompressionQuality(options.lossless() ? EFFORT : (float) options.quality());
      // Halved colours would fray the edges of icons without it.
      param.setUseSharpYUV(true);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * Decodes.
   *
   * @throws IOException if the file cannot be read or is no WebP, or if there is no libwebp for
   *     this machine
   */
  static BufferedImage decode(Path file) throws IOException {
    return withLibwebp(() -> decodeNatively(file));
  }

  private static BufferedImage decodeNatively(Path file) throws IOException {
    WebPImageReaderSpi provider = new WebPImageReaderSpi();
    ImageReader reader = provider.createReaderInstance(null);
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      if (Files.size(file) < 12 || !provider.canDecodeInput(in)) {
        throw new IOException(file + " is no WebP picture, or a damaged one");
      }
      reader.setInput(in);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static <T> T withLibwebp(Native<T> call) throws IOException {
    try {
      return call.call();
    } catch (LinkageError e) {
      throw new IOException(
          "WebP needs libwebp, and there is none for this machine (%s, %s): %s. Name the output .png or"
                  .formatted(
                      System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage())
              + " .jpg",
          e);
    }
  }
}
