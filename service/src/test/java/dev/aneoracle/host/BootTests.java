package dev.aneoracle.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what tells one boot from another. */
class BootTests {

  @Test
  void takesTheKernelsIdOnLinux(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("proc/sys/kernel/random"));
    Files.writeString(folder.resolve("boot_id"), "5f0c\n");

    assertThat(new LinuxHost(root, "6.1").boot()).isEqualTo("5f0c");
  }

  @Test
  void isUnknownWhereLinuxHasNoId(@TempDir Path root) {
    assertThat(new LinuxHost(root, "6.1").boot()).isEqualTo("unknown");
  }

  @Test
  void takesTheNameOfTheBootSessionOnAMac() {
    assertThat(new MacHost(new Kernel(Optional.of("A-B"))).boot()).isEqualTo("A-B");
  }

  @Test
  void takesTheTimeOfTheBootWhereTheSessionHasNoName() {
    assertThat(new MacHost(new Kernel(Optional.empty())).boot()).isEqualTo("1700000000");
  }

  private record Kernel(Optional<String> session) implements Sysctl {
    @Override
    public Optional<String> text(String name) {
      return name.equals("kern.bootsessionuuid") ? session : Optional.empty();
    }

    @Override
    public OptionalLong number(String name) {
      return name.equals("kern.boottime") ? OptionalLong.of(1_700_000_000L) : OptionalLong.empty();
    }
  }
}
