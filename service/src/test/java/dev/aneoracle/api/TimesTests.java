package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTests {

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z",
    "2026-01-31t08:00:00.125z, 2026-01-31T08:00:00.125Z",
    "2026-01-31T08:00:00+01:30, 2026-01-31T06:30:00Z",
    "2026-01-31T08:00:00 01:30, 2026-01-31T06:30:00Z",
    "2026-01-31T08:00:00-21:48, 2026-02-01T05:48:00Z",
    "0000-01-01T00:00:00+23:59, -0001-12-31T00:01:00Z"
  })
  void readsEveryTimeOfRfc3339(String text, Instant time) {
    assertThat(Times.parse("since", text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-01-31",
        "2026-01-31T08:00:00",
        "2026-02-30T08:00:00Z",
        "2026-01-31T25:00:00Z",
        "2026-01-31T08:00:00+24:00"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Times.parse("since", text))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("'since'")
        .hasMessageContaining(text);
  }

  @Test
  void nothingIsNoTime() {
    assertThat(Times.parse("since", null)).isNull();
  }
}
