package org.latentj.checkpoint.pickle;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Short forms for tests of pickles. */
final class Pickles {

  private Pickles() {}

  /** The value of a pickle given in hexadecimal digits; spaces are for the reader. */
  static Object load(String hex) throws PickleException {
    return load(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  static Object load(byte[] pickle) throws PickleException {
    return Unpickler.load(ByteBuffer.wrap(pickle)).root();
  }
}
