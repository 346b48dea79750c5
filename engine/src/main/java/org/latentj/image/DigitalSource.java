package org.latentj.image;

/**
 * How a picture came about, in the words of IPTC's digital source types (<a
 * href="http://cv.iptc.org/newscodes/digitalsourcetype/">cv.iptc.org/newscodes/digitalsourcetype</a>).
 */
public enum DigitalSource {
  /** Made by a model altogether. */
  TRAINED_ALGORITHMIC_MEDIA("trainedAlgorithmicMedia"),
  /** Another picture, parts of which a model made: img2img and inpainting. */
  COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA("compositeWithTrainedAlgorithmicMedia");

  private static final String VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private final String term;

  DigitalSource(String term) {
    this.term = term;
  }

  /** The term's address, which is the value of XMP's {@code Iptc4xmpExt:DigitalSourceType}. */
  public String uri() {
    return VOCABULARY + term;
  }

  /** An XMP packet (ISO 16684-1) that says nothing but this. */
  String toXmp() {
    return """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about=""
            xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
            Iptc4xmpExt:DigitalSourceType="%s"/>
         </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>"""
        .formatted(uri());
  }
}
