package org.latentj.checkpoint.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.pickle.PickleDict;
import org.latentj.checkpoint.pickle.PickleList;
import org.latentj.checkpoint.pickle.StorageRef;
import org.latentj.checkpoint.pickle.Unpickler;

/**
 * The container of PyTorch before 1.6 ({@code torch/serialization.py}, {@code _legacy_load}): five
 * pickles one after another (magic number, protocol version, facts about the machine, the object,
 * the storages' keys), then each storage as an 8-byte element count and its raw elements.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  /** At most this much is mapped for one pickle; a full training state has a few hundred KB. */
  private static final long WINDOW = 64 << 20;

  private final MappedFile file;
  private long at;

  private TorchLegacy(MappedFile file) {
    this.file = file;
  }

  static TorchFile open(MappedFile file) throws IOException {
    TorchLegacy legacy = new TorchLegacy(file);
    legacy.checkPreamble();
    Unpickler.Result object = legacy.next();
    Map<String, Long> offsets = legacy.storages(object.storages(), legacy.next().root());
    return TorchFile.of(file, object.root(), offsets);
  }

  private Unpickler.Result next() throws IOException {
    long length = Math.min(WINDOW, file.size() - at);
    Unpickler.Result pickle =
        TorchFile.unpickle(file, file.map(at, length, "a pickle at offset " + at));
    at += pickle.length();
    return pickle;
  }

  private void checkPreamble() throws IOException {
    if (!MAGIC.equals(next().root())) {
      throw problem("this is a pickle but not a checkpoint made by torch.save");
    }
    Object version = next().root();
    if (!Long.valueOf(VERSION).equals(version)) {
      throw problem("expected torch protocol version 1001 but found another");
    }
    boolean littleEndian =
        next().root() instanceof PickleDict machine
            && Boolean.TRUE.equals(machine.entries().get("little_endian"));
    if (!littleEndian) {
      throw problem("expected a little-endian checkpoint");
    }
  }

  private Map<String, Long> storages(Map<String, StorageRef> known, Object keys)
      throws IOException {
    if (!(keys instanceof PickleList list)) {
      throw problem("expected the list of storage keys behind the pickle");
    }
    Map<String, Long> offsets = new HashMap<>();
    for (Object key : list.items()) {
      StorageRef storage = key instanceof String text ? known.get(text) : null;
      if (storage == null || offsets.containsKey(storage.key())) {
        throw problem("a storage is listed that no tensor views, or twice");
      }
      long elements = file.read(at, 8, "the size of storage " + storage.key()).getLong();
      if (elements != storage.elements()) {
        throw problem(
            "storage %s should have %d elements but its count says %d"
                .formatted(storage.key(), storage.elements(), elements));
      }
      at += 8;
      offsets.put(storage.key(), at);
      long bytes = TorchFile.bytes(file.path(), storage);
      if (bytes > file.size() - at) {
        throw problem(
            "storage %s needs %d bytes at offset %d but the file has %d; it is cut off or damaged; fetch it again"
                .formatted(storage.key(), bytes, at, file.size()));
      }
      at += bytes;
    }
    if (offsets.size() != known.size()) {
      List<String> missing =
          known.keySet().stream().filter(k -> !offsets.containsKey(k)).limit(10).toList();
      throw problem("there are no data for the storages " + missing);
    }
    return offsets;
  }

  private FormatException problem(String what) {
    return new FormatException(file.path(), what);
  }
}
