package dev.aneoracle.host;

/** Describes a Mac by the names of sysctl(3) that Apple documents. */
final class MacHost {

  private final Sysctl sysctl;

  MacHost(Sysctl sysctl) {
    this.sysctl = sysctl;
  }

  HostInfo describe(String node, String architecture) {
    return new HostInfo(
        node,
        text("machdep.cpu.brand_string"),
        text("hw.model"),
        "macOS",
        text("kern.osproductversion"),
        text("kern.osversion"),
        architecture,
        sysctl.number("hw.memsize").orElse(0),
        sysctl.number("sysctl.proc_translated").orElse(0) == 1);
  }

  /** The time of the boot serves where the session has no name; it moves when the clock is set. */
  String boot() {
    return sysctl
        .text("kern.bootsessionuuid")
        .orElseGet(() -> Long.toString(sysctl.number("kern.boottime").orElse(0)));
  }

  private String text(String name) {
    return sysctl.text(name).orElse(HostInfo.UNKNOWN);
  }
}
