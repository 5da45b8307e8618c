package dev.aneoracle.host;

import java.util.Locale;
import java.util.Properties;

/** Finds out what this machine is. */
public final class HostProbe {

  private HostProbe() {}

  /** Returns what tells this boot of the machine from every other. */
  public static String boot() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("mac")
        ? new MacHost(new SysctlByName()).boot()
        : LinuxHost.running().boot();
  }

  /** Returns what the running machine is, under the given node name. */
  public static HostInfo probe(String node) {
    Properties system = System.getProperties();
    String name = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String architecture = system.getProperty("os.arch", HostInfo.UNKNOWN);
    if (name.startsWith("mac")) {
      return new MacHost(new SysctlByName()).describe(node, architecture);
    }
    return LinuxHost.running().describe(node, architecture);
  }
}
