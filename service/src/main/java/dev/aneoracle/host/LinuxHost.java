package dev.aneoracle.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes a Linux box by what {@code /proc}, {@code /sys} and {@code /etc/os-release} say. */
final class LinuxHost {

  private static final int BYTES_PER_KIB = 1024;

  private final Path root;
  private final String kernel;

  LinuxHost(Path root, String kernel) {
    this.root = root;
    this.kernel = kernel;
  }

  static LinuxHost running() {
    return new LinuxHost(Path.of("/"), System.getProperty("os.version", HostInfo.UNKNOWN));
  }

  HostInfo describe(String node, String architecture) {
    String release = read("etc/os-release");
    return new HostInfo(
        node,
        find(read("proc/cpuinfo"), "(?m)^model name\\s*:\\s*(.+)$").orElse(HostInfo.UNKNOWN),
        Optional.of(read("sys/devices/virtual/dmi/id/product_name").strip())
            .filter(name -> !name.isEmpty())
            .orElse(HostInfo.UNKNOWN),
        find(release, "(?m)^NAME=\"?([^\"\\n]+)\"?$").orElse("Linux"),
        find(release, "(?m)^VERSION_ID=\"?([^\"\\n]+)\"?$").orElse(HostInfo.UNKNOWN),
        kernel,
        architecture,
        find(read("proc/meminfo"), "(?m)^MemTotal:\\s*(\\d+) kB$")
            .map(kib -> Long.parseLong(kib) * BYTES_PER_KIB)
            .orElse(0L),
        false);
  }

  String boot() {
    String id = read("proc/sys/kernel/random/boot_id").strip();
    return id.isEmpty() ? HostInfo.UNKNOWN : id;
  }

  private String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static Optional<String> find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }
}
