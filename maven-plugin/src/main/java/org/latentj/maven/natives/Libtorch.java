package org.latentj.maven.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A build of libtorch that the engine can be given.
 *
 * @param artifact the jar that it is in; empty if it lies in a folder of this machine
 * @param environment variables with which the engine finds it
 * @param cuda whether it was built for CUDA
 */
public record Libtorch(
    Optional<NativeArtifact> artifact, Map<String, String> environment, boolean cuda) {
  /** CUDA as in the JNI library's folder {@code cu128}. */
  static final String CUDA = "12.8";

  /**
   * The oldest drivers for any CUDA 12: NVIDIA's "CUDA Compatibility", table of minor versions.
   * Only the first number is compared.
   */
  static final String DRIVER_LINUX = "525.60.13";

  static final String DRIVER_WINDOWS = "528.33";

  /** The least compute capability, times ten, that PyTorch 2.7 is compiled for with CUDA 12.8. */
  static final int CAPABILITY = 75;

  /** Copies the map. */
  public Libtorch {
    environment = Map.copyOf(environment);
  }

  private static final class Holder {
    static final String VERSION = read();

    private static String read() {
      try (InputStream in = Libtorch.class.getResourceAsStream("libtorch.properties")) {
        Properties properties = new Properties();
        properties.load(in);
        return properties.getProperty("version");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The version that the engine was built for. */
  static String version() {
    return Holder.VERSION;
  }

  static String label() {
    return "libtorch " + version();
  }

  static Libtorch cpu(String classifier) {
    return new Libtorch(
        Optional.of(new NativeArtifact(NativeArtifact.CPU, version(), classifier)),
        Map.of(),
        false);
  }

  static Libtorch cuda(String classifier) {
    return new Libtorch(
        Optional.of(new NativeArtifact("pytorch-native-" + flavor(), version(), classifier)),
        Map.of(),
        true);
  }

  /** The name that DJL gives to builds for CUDA. */
  static String flavor() {
    return "cu" + CUDA.replace(".", "");
  }
}
