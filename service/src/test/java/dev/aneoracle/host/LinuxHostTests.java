package dev.aneoracle.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHostTests {

  @TempDir private Path root;

  @Test
  void describesABoxByItsFiles() throws IOException {
    write(
        "etc/os-release", "PRETTY_NAME=\"Debian\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n");
    write("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC 7B13\nflags\t: fpu\n");
    write("proc/meminfo", "MemTotal:       24684092 kB\nMemFree:        1 kB\n");
    write("sys/devices/virtual/dmi/id/product_name", "Box 5000\n");

    HostInfo host = new LinuxHost(root, "6.1.0").describe("box", "amd64");

    assertThat(host)
        .isEqualTo(
            new HostInfo(
                "box",
                "AMD EPYC 7B13",
                "Box 5000",
                "Debian GNU/Linux",
                "12",
                "6.1.0",
                "amd64",
                24684092L * 1024,
                false));
    assertThat(host.kind()).isEqualTo("none");
  }

  @Test
  void saysUnknownWhereTheFilesAreMissing() {
    HostInfo host = new LinuxHost(root, "6.1.0").describe("box", "amd64");

    assertThat(host.chip()).isEqualTo("unknown");
    assertThat(host.os()).isEqualTo("Linux");
    assertThat(host.memoryBytes()).isZero();
  }

  @Test
  void describesTheRunningMachine() {
    assertThat(HostProbe.probe("here").node()).isEqualTo("here");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
