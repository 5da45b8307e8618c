package dev.aneoracle.host;

/**
 * What this machine is, as far as the operating system says.
 *
 * @param node the name this node goes by
 * @param chip the processor, such as {@code Apple M1} or the Linux box's model name
 * @param model the machine's model, such as {@code Mac16,12}
 * @param os the system's name, such as {@code macOS} or {@code Debian GNU/Linux}
 * @param osVersion such as {@code 15.1}
 * @param osBuild such as {@code 24B83}; the kernel's release on Linux
 * @param architecture such as {@code aarch64}
 * @param memoryBytes physical memory, 0 where it is not known
 * @param translated whether this process runs under Rosetta
 */
public record HostInfo(
    String node,
    String chip,
    String model,
    String os,
    String osVersion,
    String osBuild,
    String architecture,
    long memoryBytes,
    boolean translated) {

  /** Stands for what the system does not say. */
  public static final String UNKNOWN = "unknown";

  /** Returns whether this is a Mac with Apple silicon, the only kind that has a Neural Engine. */
  public boolean appleSilicon() {
    return os.equals("macOS") && chip.startsWith("Apple ");
  }

  /** Returns what the answers of two hosts of the same kind have in common. */
  public String kind() {
    return appleSilicon() ? chip.substring("Apple ".length()) : "none";
  }
}
