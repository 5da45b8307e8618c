package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalNamesTests {

  @Test
  void tellsADeathBySignalFromAnExit() {
    SignalNames names = new SignalNames("Linux");

    assertThat(names.name(128 + 11)).contains("SIGSEGV");
    assertThat(names.name(3)).isEmpty();
    assertThat(names.name(128)).isEmpty();
    assertThat(names.name(255)).isEmpty();
  }

  @Test
  void knowsThatSystemsNumberSomeSignalsDifferently() {
    assertThat(new SignalNames("Linux").name(128 + 7)).contains("SIGBUS");
    assertThat(new SignalNames("Mac OS X").name(128 + 10)).contains("SIGBUS");
  }

  @Test
  void namesAnUnknownSignalByItsNumber() {
    assertThat(new SignalNames("Linux").name(128 + 50)).contains("signal 50");
  }
}
