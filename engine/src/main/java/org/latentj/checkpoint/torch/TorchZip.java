package org.latentj.checkpoint.torch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.latentj.checkpoint.file.ByteBufferStream;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.pickle.StorageRef;
import org.latentj.checkpoint.pickle.Unpickler;

/**
 * The zip container of PyTorch 1.6 and later ({@code caffe2/serialize/inline_container.cc}): {@code
 * <top>/data.pkl}, a storage each as {@code <top>/data/<key>}, {@code <top>/byteorder}. Storages
 * are stored uncompressed and mapped in place.
 */
final class TorchZip {
  /** A pickle of weights has 150 bytes a tensor. */
  static final int MAX_PICKLE = 64 << 20;

  private final MappedFile file;
  private final Map<String, ZipEntryRange> entries;
  private final String top;

  private TorchZip(MappedFile file, Map<String, ZipEntryRange> entries, String top) {
    this.file = file;
    this.entries = entries;
    this.top = top;
  }

  static TorchFile open(MappedFile file) throws IOException {
    Map<String, ZipEntryRange> entries = ZipDirectory.read(file);
    TorchZip zip = new TorchZip(file, entries, top(file, entries));
    zip.checkKind();
    Unpickler.Result pickle =
        TorchFile.unpickle(file, zip.contents(zip.entries.get(zip.top + "data.pkl"), MAX_PICKLE));
    Map<String, Long> offsets = new HashMap<>();
    for (StorageRef storage : pickle.storages().values()) {
      offsets.put(storage.key(), zip.offset(storage));
    }
    return TorchFile.of(file, pickle.root(), offsets);
  }

  private static String top(MappedFile file, Map<String, ZipEntryRange> entries)
      throws FormatException {
    String found = null;
    for (String name : entries.keySet()) {
      if (name.equals("data.pkl") || name.matches("[^/]+/data\\.pkl")) {
        if (found != null) {
          throw new FormatException(file.path(), "the zip archive has more than one data.pkl");
        }
        found = name.substring(0, name.length() - "data.pkl".length());
      }
    }
    if (found == null) {
      throw new FormatException(
          file.path(), "the zip archive has no data.pkl; expected a checkpoint made by torch.save");
    }
    return found;
  }

  private void checkKind() throws IOException {
    if (entries.containsKey(top + "constants.pkl")) {
      throw new FormatException(
          file.path(), "this is a TorchScript program; expected a checkpoint made by torch.save");
    }
    ZipEntryRange order = entries.get(top + "byteorder");
    if (order != null) {
      String name =
          StandardCharsets.US_ASCII
              .decode(contents(order, 100))
              .toString()
              .toLowerCase(Locale.ROOT);
      if (!name.strip().equals("little")) {
        throw new FormatException(
            file.path(), "expected byte order little but found " + name.strip());
      }
    }
  }

  private long offset(StorageRef storage) throws FormatException {
    String name = top + "data/" + storage.key();
    ZipEntryRange entry = entries.get(name);
    if (entry == null) {
      throw new FormatException(file.path(), "there is no zip entry " + name);
    }
    if (!entry.stored()) {
      throw new FormatException(
          file.path(),
          "zip entry %s is compressed (method %d); tensors are mapped in place, which needs stored entries as torch.save writes them"
              .formatted(name, entry.method()));
    }
    TorchFile.checkSize(file.path(), storage, entry.size());
    return entry.dataOffset();
  }

  /** An entry's contents: mapped, or inflated but never beyond {@code limit}. */
  private ByteBuffer contents(ZipEntryRange entry, int limit) throws IOException {
    if (entry.size() > limit) {
      throw new FormatException(
          file.path(),
          "zip entry %s has %d bytes; at most %d are allowed"
              .formatted(entry.name(), entry.size(), limit));
    }
    ByteBuffer data = file.map(entry.dataOffset(), entry.storedSize(), "entry " + entry.name());
    return switch (entry.method()) {
      case 0 -> data;
      case 8 -> inflate(data, entry);
      default ->
          throw new FormatException(
              file.path(),
              "zip entry %s has unknown compression %d".formatted(entry.name(), entry.method()));
    };
  }

  private ByteBuffer inflate(ByteBuffer data, ZipEntryRange entry) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InputStream in = new InflaterInputStream(new ByteBufferStream(data), inflater)) {
      byte[] contents = in.readNBytes((int) entry.size());
      // A zip bomb says less than it holds.
      if (contents.length != entry.size() || in.read() >= 0) {
        throw new EOFException("it does not have the " + entry.size() + " bytes that it claims");
      }
      return ByteBuffer.wrap(contents);
    } catch (IOException e) {
      throw new FormatException(
          file.path(), "cannot inflate zip entry " + entry.name() + ": " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
