package dev.aneoracle.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MacHostTests {

  private static final Map<String, String> M1_MINI =
      Map.of(
          "machdep.cpu.brand_string", "Apple M1",
          "hw.model", "Macmini9,1",
          "kern.osproductversion", "15.1",
          "kern.osversion", "24B83",
          "hw.memsize", "17179869184",
          "sysctl.proc_translated", "0");

  @Test
  void describesAMacByItsKernelsValues() {
    HostInfo host = new MacHost(new Values(M1_MINI)).describe("lab", "aarch64");

    assertThat(host)
        .isEqualTo(
            new HostInfo(
                "lab",
                "Apple M1",
                "Macmini9,1",
                "macOS",
                "15.1",
                "24B83",
                "aarch64",
                17179869184L,
                false));
    assertThat(host.appleSilicon()).isTrue();
    assertThat(host.kind()).isEqualTo("M1");
  }

  @Test
  void saysUnknownWhereTheKernelSaysNothing() {
    HostInfo host = new MacHost(new Values(Map.of())).describe("lab", "x86_64");

    assertThat(host.chip()).isEqualTo("unknown");
    assertThat(host.memoryBytes()).isZero();
    assertThat(host.appleSilicon()).isFalse();
    assertThat(host.kind()).isEqualTo("none");
  }

  @Test
  void seesATranslatedProcess() {
    HostInfo host =
        new MacHost(new Values(Map.of("sysctl.proc_translated", "1"))).describe("lab", "x86_64");

    assertThat(host.translated()).isTrue();
  }

  private record Values(Map<String, String> values) implements Sysctl {

    @Override
    public Optional<String> text(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public OptionalLong number(String name) {
      String value = values.get(name);
      return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }
  }
}
