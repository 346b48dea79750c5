package org.latentj.extend.lora;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latentj.checkpoint.ReadFailure;
import org.latentj.checkpoint.Sha256;

/**
 * The hash by which A1111 and model pages know a LoRA: the SHA-256 of a safetensors file's bytes
 * after its header, so that edited remarks do not change it; of the whole file in other formats.
 * After {@code modules/hashes.py: addnet_hash_safetensors}.
 */
public final class LoraHash {
  /** How many of its digits the parameters text holds. */
  public static final int SHORT = 12;

  private LoraHash() {}

  /**
   * Reads the whole file.
   *
   * @return 64 hexadecimal digits
   * @throws org.latentj.checkpoint.CheckpointException if it cannot be read
   */
  public static String of(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (file.getFileName().toString().endsWith(".safetensors")) {
        byte[] length = in.readNBytes(Long.BYTES);
        if (length.length == Long.BYTES) {
          in.skipNBytes(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
        }
      }
      return Sha256.of(in);
    } catch (IOException e) {
      throw ReadFailure.of(file, e);
    }
  }
}
