package org.latentj.runtime;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is free of the computer's memory. */
final class HostMemory {
  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s*(\\d+) kB$");

  private HostMemory() {}

  /**
   * Bytes that programs can have without swapping. On Linux that counts what files occupy in the
   * page cache, and is no more than a container's limit leaves.
   */
  static OptionalLong available() {
    OptionalLong free = attribute("FreeMemorySize");
    OptionalLong available = available(read(Path.of("/proc/meminfo")));
    if (available.isEmpty()) {
      return free;
    }
    OptionalLong total = attribute("TotalMemorySize");
    // The JVM knows a container's limit, /proc/meminfo does not.
    long most = total.orElse(Long.MAX_VALUE);
    return OptionalLong.of(Math.min(available.getAsLong(), most));
  }

  static OptionalLong available(String memInfo) {
    Matcher line = AVAILABLE.matcher(memInfo);
    return line.find()
        ? OptionalLong.of(Long.parseLong(line.group(1)) << 10)
        : OptionalLong.empty();
  }

  private static OptionalLong attribute(String name) {
    try {
      Object value =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), name);
      return value instanceof Long bytes ? OptionalLong.of(bytes) : OptionalLong.empty();
    } catch (JMException e) {
      return OptionalLong.empty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // Only Linux has it.
      return "";
    }
  }
}
