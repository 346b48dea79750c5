package org.latentj.checkpoint.safetensors;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.file.ByteBufferStream;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.safetensors.SafetensorsHeader.Entry;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * A safetensors file: 8 bytes of header length (little-endian), a JSON header, then the tensors'
 * bytes. The tensors must cover the data without overlap and without holes. Files over 2 GiB are
 * fine, single tensors must stay below that. Tensors whose position in the file is not a multiple
 * of their element size (the header's length is free) are copied to a direct buffer when read.
 */
public final class SafetensorsFile implements TensorFile {
  /** The limit of the reference reader. */
  static final long MAX_HEADER = 100_000_000;

  private final MappedFile file;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsFile(MappedFile file, SafetensorsHeader header, long dataStart) {
    this.file = file;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Reads and checks the header.
   *
   * @param file the file; closed with the result, by the caller if this method throws
   * @throws FormatException if the header, an offset or a size is wrong
   */
  public static SafetensorsFile open(MappedFile file) throws IOException {
    long length = file.read(0, 8, "the header's length").getLong();
    if (length < 2 || length > MAX_HEADER || length > file.size() - 8) {
      throw new FormatException(
          file.path(),
          "expected a safetensors header of 2 to %d bytes within the file's %d but its length field says %s"
              .formatted(MAX_HEADER, file.size(), Long.toUnsignedString(length)));
    }
    SafetensorsHeader header = parse(file, file.map(8, length, "the header"));
    SafetensorsFile opened = new SafetensorsFile(file, header, 8 + length);
    opened.checkLayout();
    return opened;
  }

  private static SafetensorsHeader parse(MappedFile file, ByteBuffer bytes) throws IOException {
    if (bytes.get(0) != '{') {
      throw new FormatException(file.path(), "expected a safetensors header that begins with {");
    }
    Reader text =
        new InputStreamReader(
            new ByteBufferStream(bytes),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      return SafetensorsHeader.parse(text);
    } catch (IOException e) {
      throw new FormatException(file.path(), "bad safetensors header: " + e.getMessage(), e);
    }
  }

  private void checkLayout() throws FormatException {
    List<Map.Entry<String, Entry>> inOrder =
        header.tensors().entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    long at = 0;
    for (Map.Entry<String, Entry> tensor : inOrder) {
      long begin = tensor.getValue().begin();
      if (begin != at) {
        throw new FormatException(
            path(),
            "tensor %s begins at data byte %d but the one before ends at %d: %s"
                .formatted(tensor.getKey(), begin, at, begin < at ? "they overlap" : "a hole"));
      }
      at = tensor.getValue().end();
    }
    if (at != file.size() - dataStart) {
      throw new FormatException(
          path(),
          "the tensors need %d data bytes but the file has %d; it is cut off or damaged; fetch it again"
              .formatted(at, file.size() - dataStart));
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(header.tensors().keySet());
  }

  @Override
  public Shape shape(String name) throws IOException {
    return entry(name).shape();
  }

  @Override
  public ElementType type(String name) throws IOException {
    return entry(name).type();
  }

  @Override
  public StoredTensor read(String name) throws IOException {
    Entry entry = entry(name);
    ByteBuffer bytes =
        file.tensorBytes(
            dataStart + entry.begin(),
            entry.end() - entry.begin(),
            entry.type().bytes(),
            "tensor " + name);
    return new StoredTensor(name, entry.type(), entry.shape(), bytes);
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  private Entry entry(String name) throws FormatException {
    Entry entry = header.tensors().get(name);
    if (entry == null) {
      throw new FormatException(path(), "there is no tensor " + name);
    }
    return entry;
  }

  @Override
  public void close() {
    file.close();
  }
}
