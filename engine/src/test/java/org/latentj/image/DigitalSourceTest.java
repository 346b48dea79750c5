package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.ProcessingInstruction;

@DisplayName("A digital source type")
class DigitalSourceTest {

  @ParameterizedTest
  @CsvSource({
    "TRAINED_ALGORITHMIC_MEDIA,trainedAlgorithmicMedia",
    "COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,compositeWithTrainedAlgorithmicMedia"
  })
  @DisplayName("makes an XMP packet that an XML parser finds it in")
  void makesXmp(DigitalSource source, String term) throws Exception {
    // When
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    byte[] packet = source.toXmp().getBytes(StandardCharsets.UTF_8);
    Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(packet));
    // Then
    Element description =
        (Element)
            document
                .getElementsByTagNameNS(
                    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Description")
                .item(0);
    assertThat(
            description.getAttributeNS(
                "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"))
        .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/" + term)
        .isEqualTo(source.uri());
    assertThat(document.getDocumentElement().getNamespaceURI()).isEqualTo("adobe:ns:meta/");
    ProcessingInstruction header = (ProcessingInstruction) document.getFirstChild();
    assertThat(header.getTarget()).isEqualTo("xpacket");
    assertThat(header.getData()).contains("W5M0MpCehiHzreSzNTczkc9d");
  }
}
