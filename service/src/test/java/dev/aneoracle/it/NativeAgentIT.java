package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.NativeAgent.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The helper's own tests, and the helper at a terminal. */
@Timeout(900)
class NativeAgentIT {

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    NativeAgent.build();
  }

  @Test
  void helperPassesItsOwnTests() throws IOException, InterruptedException {
    Result result = NativeAgent.make("test", "build");

    assertThat(result.exitValue()).as(result.output()).isZero();
    System.out.println("helper: " + result.output().lines().reduce("", (_, last) -> last));
  }

  @Test
  void helperPassesItsOwnTestsUnderTheSanitizers() throws IOException, InterruptedException {
    Result result = NativeAgent.make("sanitize", "build/sanitize");

    assertThat(result.exitValue()).as(result.output()).isZero();
    System.out.println("sanitized: " + result.output().lines().reduce("", (_, last) -> last));
  }

  @Test
  void checkWithoutAModelIsWrongUsageAndNoVerdict() throws IOException, InterruptedException {
    Path built = NativeAgent.build();

    Result result = NativeAgent.run(List.of(built.resolve("ane-agent").toString(), "check"));

    assertThat(result.exitValue()).isEqualTo(64);
    assertThat(result.output()).contains("MODELPATH");
  }

  @Test
  void probeOfAWorkingMachineProvesTheHooks(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path helper = NativeAgent.machine(folder, MeasuringService.MACHINE.formatted(""));

    Result result = NativeAgent.run(List.of(helper.toString(), "probe"));

    assertThat(result.exitValue()).as(result.output()).isZero();
    assertThat(result.output()).contains("Apple M1", "_ANEClient");
  }
}
