package org.latentj.checkpoint.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;

/**
 * What the records at the end of a zip archive say about its directory.
 *
 * @param entries number of entries
 * @param directoryOffset file offset of the central directory
 * @param directorySize its bytes
 */
record ZipEnd(long entries, long directoryOffset, long directorySize) {
  private static final int END = 0x06054b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int END64 = 0x06064b50;
  private static final int END_SIZE = 22;
  private static final int LOCATOR_SIZE = 20;
  private static final int MAX_COMMENT = 65535;

  static ZipEnd find(MappedFile file) throws IOException {
    long tailSize = Math.min(file.size(), END_SIZE + MAX_COMMENT + LOCATOR_SIZE);
    long tailOffset = file.size() - tailSize;
    ByteBuffer tail = file.map(tailOffset, tailSize, "the zip's end");
    for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
      boolean found =
          tail.getInt(at) == END
              && at + END_SIZE + (tail.getShort(at + 20) & 0xffff) == tail.limit();
      if (found) {
        return at >= LOCATOR_SIZE && tail.getInt(at - LOCATOR_SIZE) == LOCATOR64
            ? wide(file, tail.getLong(at - LOCATOR_SIZE + 8))
            : new ZipEnd(
                tail.getShort(at + 10) & 0xffff,
                tail.getInt(at + 16) & 0xffffffffL,
                tail.getInt(at + 12) & 0xffffffffL);
      }
    }
    throw new FormatException(
        file.path(),
        "the zip archive has no end record; the file is cut off or damaged; fetch it again");
  }

  private static ZipEnd wide(MappedFile file, long offset) throws IOException {
    ByteBuffer end = file.map(offset, 56, "the zip64 end record");
    if (end.getInt(0) != END64) {
      throw new FormatException(file.path(), "the zip64 end record is damaged");
    }
    ZipEnd found = new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40));
    if (found.entries < 0) {
      throw new FormatException(file.path(), "the zip64 end record has a negative count");
    }
    return found;
  }
}
