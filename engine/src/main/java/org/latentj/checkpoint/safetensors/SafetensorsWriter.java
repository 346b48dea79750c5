package org.latentj.checkpoint.safetensors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * Writes safetensors files one tensor at a time, so that the heap never holds more than the
 * caller's current tensor. The file appears under its name only when it is complete.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * A tensor to write.
   *
   * @param name unique in the file
   * @param type element type
   * @param shape dimensions
   * @param contents asked once, when it is this tensor's turn; of that type and shape
   */
  public record Entry(String name, ElementType type, Shape shape, Contents contents) {}

  /** Delivers a tensor's contents. */
  @FunctionalInterface
  public interface Contents {
    /** The tensor, row-major and little-endian. */
    StoredTensor read() throws IOException;
  }

  /**
   * Writes {@code tensors} to {@code target}. Larger element types go first, so that every tensor
   * is aligned to its element size; within a type the order is kept.
   *
   * @param target must not exist: a checkpoint is never overwritten
   * @param metadata remarks for the header's {@code __metadata__}; may be empty
   * @throws FileAlreadyExistsException if {@code target} exists
   * @throws IOException if a tensor or the file cannot be read or written; nothing is left behind
   */
  public static void write(Path target, List<Entry> tensors, Map<String, String> metadata)
      throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already; choose another name or delete it");
    }
    // Not Files.createTempFile: that would leave the checkpoint readable by its owner only.
    Path temporary =
        target.resolveSibling(
            "%s.%016x.part".formatted(target.getFileName(), new SecureRandom().nextLong()));
    try {
      List<Entry> ordered =
          tensors.stream().sorted(Comparator.comparingInt((Entry e) -> -e.type().bytes())).toList();
      try (FileChannel out =
          FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        writeAll(out, header(ordered, metadata));
        for (Entry entry : ordered) {
          writeAll(out, bytes(entry));
        }
        out.force(true);
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static ByteBuffer header(List<Entry> tensors, Map<String, String> metadata) {
    JsonObject header = new JsonObject();
    if (!metadata.isEmpty()) {
      JsonObject remarks = new JsonObject();
      metadata.forEach(remarks::addProperty);
      header.add("__metadata__", remarks);
    }
    Set<String> names = new HashSet<>();
    long at = 0;
    for (Entry entry : tensors) {
      if (!names.add(entry.name())) {
        throw new IllegalArgumentException("tensor " + entry.name() + " is given twice");
      }
      long end = at + entry.shape().elements() * entry.type().bytes();
      header.add(entry.name(), member(entry, at, end));
      at = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(json);
    while (out.hasRemaining()) {
      out.put((byte) ' ');
    }
    return out.flip();
  }

  private static JsonObject member(Entry entry, long begin, long end) {
    JsonObject member = new JsonObject();
    member.addProperty("dtype", entry.type().safetensorsName());
    JsonArray shape = new JsonArray();
    for (long dimension : entry.shape().toArray()) {
      shape.add(dimension);
    }
    member.add("shape", shape);
    JsonArray offsets = new JsonArray();
    offsets.add(begin);
    offsets.add(end);
    member.add("data_offsets", offsets);
    return member;
  }

  private static ByteBuffer bytes(Entry entry) throws IOException {
    StoredTensor tensor = entry.contents().read();
    if (tensor.type() != entry.type() || !tensor.shape().equals(entry.shape())) {
      throw new IllegalArgumentException(
          "expected tensor %s as %s %s but got %s %s"
              .formatted(entry.name(), entry.type(), entry.shape(), tensor.type(), tensor.shape()));
    }
    return tensor.data().duplicate();
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target);
    }
  }
}
