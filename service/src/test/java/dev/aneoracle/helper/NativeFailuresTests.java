package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.helper.Failure.Code;
import dev.aneoracle.helper.RunOutcome.Blame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests whom a reported failure is charged to. */
class NativeFailuresTests {

  private static RunOutcome.Failed read(int status, String domain, long code, String text) {
    return NativeFailures.read(
        new HelperMessage.Failed("r", status, Measurer.Phase.LOADING, domain, code, text));
  }

  @ParameterizedTest
  @CsvSource({
    "3, READ_ERROR",
    "4, COMPILE_ERROR",
    "5, INPUT_ERROR",
    "6, PREDICT_ERROR",
    "7, OTHER_ERROR"
  })
  void chargesTheModel(int status, Code code) {
    RunOutcome.Failed failed = read(status, "com.apple.CoreML", 9, "no");

    assertThat(failed.blame()).isEqualTo(Blame.MODEL);
    assertThat(failed.failure().code()).isEqualTo(code);
    assertThat(failed.failure().code().status()).isEqualTo(status);
    assertThat(failed.failure().message()).contains("no (com.apple.CoreML 9)");
  }

  @ParameterizedTest
  @CsvSource({
    "NSPOSIXErrorDomain, 28, x",
    "NSCocoaErrorDomain, 640, x",
    "d, 1, write: No space left on device"
  })
  void chargesTheMachineWithAFullDisk(String domain, long code, String text) {
    RunOutcome.Failed failed = read(4, domain, code, text);

    assertThat(failed.blame()).isEqualTo(Blame.MACHINE);
    assertThat(failed.failure().code()).isEqualTo(Code.STORAGE_FULL);
  }
}
