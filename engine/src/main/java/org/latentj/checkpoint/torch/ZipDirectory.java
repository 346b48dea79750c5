package org.latentj.checkpoint.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;

/**
 * Reads the central directory of a zip archive, zip64 included, and finds where each entry's data
 * lie, which {@link java.util.zip.ZipFile} does not tell. Follows PKWARE's APPNOTE.TXT 6.3.10,
 * sections 4.3.7, 4.3.12 and 4.3.14 to 4.3.16; refuses what {@code torch.save} does not write:
 * several disks, encryption, overlapping entries, data before the first entry's header offset.
 */
final class ZipDirectory {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int FLAG_ENCRYPTED = 1;
  private static final int MAX_ENTRIES = 100_000;
  private static final long MAX_SIZE = 64 << 20;

  private final MappedFile file;
  private final ZipEnd end;

  private ZipDirectory(MappedFile file, ZipEnd end) {
    this.file = file;
    this.end = end;
  }

  /**
   * All entries by name, in the order of the directory.
   *
   * @throws FormatException if the archive is damaged or of a kind that torch does not write
   */
  static Map<String, ZipEntryRange> read(MappedFile file) throws IOException {
    return new ZipDirectory(file, ZipEnd.find(file)).entries();
  }

  private Map<String, ZipEntryRange> entries() throws IOException {
    if (end.entries() > MAX_ENTRIES || end.directorySize() > MAX_SIZE) {
      throw problem("a directory of %d entries is too large".formatted(end.entries()));
    }
    ByteBuffer in = file.map(end.directoryOffset(), end.directorySize(), "the zip directory");
    Map<String, ZipEntryRange> entries = new LinkedHashMap<>();
    for (long i = 0; i < end.entries(); i++) {
      ZipEntryRange entry = entry(in);
      if (entries.put(entry.name(), entry) != null) {
        throw problem("zip entry " + entry.name() + " is listed twice");
      }
    }
    checkOverlap(entries);
    return entries;
  }

  private ZipEntryRange entry(ByteBuffer in) throws IOException {
    if (in.remaining() < 46 || in.getInt(in.position()) != CENTRAL_HEADER) {
      throw problem("the zip directory is cut off or damaged; fetch it again");
    }
    int at = in.position();
    int flags = in.getShort(at + 8);
    int method = in.getShort(at + 10) & 0xffff;
    int nameLength = in.getShort(at + 28) & 0xffff;
    int extraLength = in.getShort(at + 30) & 0xffff;
    int commentLength = in.getShort(at + 32) & 0xffff;
    if (in.remaining() < 46 + nameLength + extraLength + commentLength) {
      throw problem("the zip directory is cut off or damaged; fetch it again");
    }
    byte[] name = new byte[nameLength];
    in.position(at + 46).get(name);
    String text = new String(name, StandardCharsets.UTF_8);
    if ((flags & FLAG_ENCRYPTED) != 0) {
      throw problem("zip entry " + text + " is encrypted");
    }
    Zip64Extra wide = new Zip64Extra(in, in.position(), extraLength);
    long size = wide.valueOf(in.getInt(at + 24));
    long storedSize = wide.valueOf(in.getInt(at + 20));
    long headerOffset = wide.valueOf(in.getInt(at + 42));
    in.position(at + 46 + nameLength + extraLength + commentLength);
    if (size < 0 || storedSize < 0 || (method == 0 && size != storedSize)) {
      throw problem("zip entry " + text + " has bad sizes");
    }
    long dataOffset = dataOffset(headerOffset, name, text);
    // Tensor data end before the directory; this also bounds them by the file's size.
    if (storedSize > end.directoryOffset() - dataOffset) {
      throw problem("zip entry " + text + " reaches past the directory; the file is damaged");
    }
    return new ZipEntryRange(text, method, headerOffset, dataOffset, storedSize, size);
  }

  private long dataOffset(long headerOffset, byte[] name, String text) throws IOException {
    // The local header repeats the name but may have other extra fields: torch pads with one.
    ByteBuffer local = file.read(headerOffset, 30 + name.length, "zip entry " + text);
    byte[] localName = new byte[name.length];
    local.get(30, localName);
    boolean same =
        local.getInt(0) == LOCAL_HEADER
            && (local.getShort(26) & 0xffff) == name.length
            && Arrays.equals(name, localName);
    if (!same) {
      throw problem("zip entry " + text + " has no local header at offset " + headerOffset);
    }
    return headerOffset + 30 + name.length + (local.getShort(28) & 0xffff);
  }

  private void checkOverlap(Map<String, ZipEntryRange> entries) throws FormatException {
    List<ZipEntryRange> inOrder =
        entries.values().stream()
            .sorted(Comparator.comparingLong(ZipEntryRange::headerOffset))
            .toList();
    for (int i = 1; i < inOrder.size(); i++) {
      ZipEntryRange before = inOrder.get(i - 1);
      ZipEntryRange entry = inOrder.get(i);
      if (before.dataOffset() + before.storedSize() > entry.headerOffset()) {
        throw problem("zip entries %s and %s overlap".formatted(before.name(), entry.name()));
      }
    }
  }

  private FormatException problem(String what) {
    return new FormatException(file.path(), what);
  }
}
