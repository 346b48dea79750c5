package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

@DisplayName("A written picture file")
class PictureFilesTest {
  private static final String LATIN = "a café\nNegative prompt: blur\nSteps: 20, Sampler: Euler";
  private static final String ASIAN = "桜の木 🌸\nSteps: 20, Sampler: Euler";
  private static final Picture PICTURE = TestPictures.busy(67, 41);

  @TempDir Path folder;

  @Test
  @DisplayName("as PNG may be transparent")
  void pngKeepsAlpha() throws IOException {
    Path file = folder.resolve("p.png");
    float[] alpha = new float[67 * 41];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = i % 256 / 255f;
    }

    PictureFiles.writePng(
        file,
        PICTURE,
        Mask.of(67, 41, alpha),
        new PictureInfo(Optional.of(LATIN), Optional.empty()));

    var image = ImageIO.read(file.toFile());
    assertThat(Picture.of(image)).isEqualTo(PICTURE);
    for (int i = 0; i < alpha.length; i++) {
      assertThat(image.getRGB(i % 67, i / 67) >>> 24).isEqualTo(i % 256);
    }
    assertThat(PictureFiles.readParameters(file)).contains(LATIN);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PictureFiles.writePng(file, PICTURE, Mask.of(1, 1, new float[1]), PictureInfo.NONE))
        .withMessage("expected a mask of 67x41 pixels but got 1x1");
  }

  @Test
  @DisplayName("as PNG holds the same pixels for any reader, at any size")
  void pngKeepsPixels() throws IOException {
    Path file = folder.resolve("p.png");
    for (int[] size : new int[][] {{1, 1}, {67, 41}, {1, 50}, {300, 2}}) {
      Picture picture = TestPictures.busy(size[0], size[1]);
      PictureFiles.writePng(file, picture, PictureInfo.NONE);
      assertThat(Picture.of(ImageIO.read(file.toFile()))).isEqualTo(picture);
    }
  }

  @Test
  @DisplayName("as PNG uses the filters: a smooth picture gets much smaller")
  void pngFilters() throws IOException {
    byte[] ramp = new byte[3 * 256 * 256];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i / 3 % 256 + i / 768);
    }
    Path file = folder.resolve("ramp.png");
    PictureFiles.writePng(file, Picture.ofRgb(256, 256, ramp), PictureInfo.NONE);
    assertThat(Files.size(file)).isLessThan(2000);
    assertThat(Picture.read(file)).isEqualTo(Picture.ofRgb(256, 256, ramp));
  }

  @Test
  @DisplayName("as PNG is the same bytes every time")
  void pngIsDeterministic() throws IOException {
    PictureInfo info = PictureInfo.of(LATIN, DigitalSource.TRAINED_ALGORITHMIC_MEDIA);
    Path first = folder.resolve("1.png");
    Path second = folder.resolve("2.png");
    PictureFiles.writePng(first, PICTURE, info);
    PictureFiles.writePng(second, PICTURE, info);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  @DisplayName("as PNG has Latin-1 parameters in tEXt, before the pixels")
  void pngLatin() throws IOException {
    Path file = folder.resolve("p.png");
    PictureFiles.writePng(file, PICTURE, parameters(LATIN));
    String bytes = contents(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("tEXtparameters\0" + LATIN).doesNotContain("iTXt");
    assertThat(bytes.indexOf("tEXt")).isLessThan(bytes.indexOf("IDAT"));
    assertThat(PictureFiles.readParameters(file)).contains(LATIN);
  }

  @Test
  @DisplayName("as PNG has other parameters in iTXt as UTF-8")
  void pngUnicode() throws IOException {
    Path file = folder.resolve("p.png");
    PictureFiles.writePng(file, PICTURE, parameters(ASIAN));
    assertThat(contents(file, StandardCharsets.UTF_8))
        .contains("iTXtparameters\0\0\0\0\0" + ASIAN)
        .doesNotContain("tEXt");
    assertThat(PictureFiles.readParameters(file)).contains(ASIAN);
  }

  @Test
  @DisplayName("as PNG has its texts found by another reader, ImageIO")
  void pngTextForOthers() throws IOException {
    Path file = folder.resolve("p.png");
    for (String text : new String[] {LATIN, ASIAN}) {
      PictureFiles.writePng(
          file, PICTURE, PictureInfo.of(text, DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
      ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
      Map<String, String> texts = new HashMap<>();
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        reader.setInput(in);
        Node root = reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
        NodeList entries = ((Element) root).getElementsByTagName("TextEntry");
        for (int i = 0; i < entries.getLength(); i++) {
          Element entry = (Element) entries.item(i);
          texts.put(entry.getAttribute("keyword"), entry.getAttribute("value"));
        }
      } finally {
        reader.dispose();
      }
      assertThat(texts).containsEntry("parameters", text).containsKey("XML:com.adobe.xmp");
    }
  }

  @Test
  @DisplayName("as PNG replaces NULs, which would end the text for other readers")
  void pngNul() throws IOException {
    Path file = folder.resolve("p.png");
    PictureFiles.writePng(file, PICTURE, parameters("a\0b"));
    assertThat(PictureFiles.readParameters(file)).contains("a\uFFFDb");
  }

  @Test
  @DisplayName("tells in XMP how the picture came about, as PNG and JPEG")
  void tellsSource() throws IOException {
    Path png = folder.resolve("p.png");
    PictureFiles.writePng(
        png, PICTURE, PictureInfo.of(LATIN, DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
    try (FileWindow in = new FileWindow(png)) {
      assertThat(PngText.find(in, "XML:com.adobe.xmp").orElseThrow())
          .startsWith("<?xpacket begin=\"\uFEFF\"")
          .contains(
              "Iptc4xmpExt:DigitalSourceType="
                  + "\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"");
    }
    Path jpeg = folder.resolve("p.jpg");
    PictureFiles.writeJpeg(
        jpeg,
        PICTURE,
        PictureInfo.of(LATIN, DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA),
        0.9f);
    assertThat(contents(jpeg, StandardCharsets.UTF_8))
        .contains("http://ns.adobe.com/xap/1.0/\0<?xpacket")
        .contains("digitalsourcetype/compositeWithTrainedAlgorithmicMedia\"");
    assertThat(Picture.read(jpeg)).hasToString("Picture 67x41");
  }

  @Test
  @DisplayName("as JPEG has its parameters in EXIF and nearly the same pixels")
  void jpegKeepsParameters() throws IOException {
    Path file = folder.resolve("p.jpg");
    Picture smooth = TestPictures.busy(3, 2).resize(64, 48, ResampleFilter.BICUBIC);
    for (String text : new String[] {LATIN, ASIAN}) {
      PictureFiles.writeJpeg(file, smooth, parameters(text), 0.95f);
      assertThat(PictureFiles.readParameters(file)).contains(text);
      byte[] before = smooth.toRgb();
      byte[] after = Picture.read(file).toRgb();
      long error = 0;
      for (int i = 0; i < before.length; i++) {
        error += Math.abs((before[i] & 0xff) - (after[i] & 0xff));
      }
      assertThat((double) error / before.length).isLessThan(6);
    }
    assertThat(contents(file, StandardCharsets.ISO_8859_1)).startsWith("\u00ff\u00d8\u00ff\u00e0");
  }

  @Test
  @DisplayName("as JPEG is refused, before anything is written, if the parameters do not fit")
  void jpegTooLong() {
    Path file = folder.resolve("p.jpg");
    assertThatIOException()
        .isThrownBy(
            () -> PictureFiles.writeJpeg(file, PICTURE, parameters("x".repeat(40_000)), 0.9f))
        .withMessageContaining("a JPEG has room for 65533")
        .withMessageContaining("write a PNG");
    assertThat(folder).isEmptyDirectory();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PictureFiles.writeJpeg(file, PICTURE, PictureInfo.NONE, 0))
        .withMessage("expected a JPEG quality above 0 and at most 1 but got 0.0");
  }

  @Test
  @DisplayName("without parameters has none")
  void withoutParameters() throws IOException {
    Path png = folder.resolve("p.png");
    PictureFiles.writePng(png, PICTURE, PictureInfo.NONE);
    assertThat(PictureFiles.readParameters(png)).isEmpty();
    Path jpeg = folder.resolve("p.jpg");
    PictureFiles.writeJpeg(jpeg, PICTURE, PictureInfo.NONE, 1);
    assertThat(PictureFiles.readParameters(jpeg)).isEmpty();
  }

  private static PictureInfo parameters(String text) {
    return new PictureInfo(Optional.of(text), Optional.empty());
  }

  private static String contents(Path file, Charset charset) throws IOException {
    return new String(Files.readAllBytes(file), charset);
  }
}
