package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTimesTests {

  private final ServiceTimes times = new ServiceTimes();

  @Test
  void comesNearToWhatIsMeasured() {
    for (int i = 0; i < 100; i++) {
      times.record(EvaluationKind.MEASURE, Duration.ofSeconds(8));
    }

    assertThat(times.expected(EvaluationKind.MEASURE, 3, 1))
        .isCloseTo(Duration.ofSeconds(24), Duration.ofMillis(10));
  }

  @Test
  void saysNothingIsMeasuredBeforeItIs() {
    assertThat(times.measured(EvaluationKind.MEASURE)).isEmpty();

    times.record(EvaluationKind.MEASURE, Duration.ofSeconds(3));

    assertThat(times.measured(EvaluationKind.MEASURE)).hasValue(Duration.ofSeconds(3));
    assertThat(times.measured(EvaluationKind.PREDICT)).isEmpty();
  }

  @Test
  void sharesTheWorkAmongWorkers() {
    Duration one = times.expected(EvaluationKind.PREDICT, 10, 1);

    assertThat(times.expected(EvaluationKind.PREDICT, 10, 2)).isEqualTo(one.dividedBy(2));
  }
}
