package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is refused is promised a place that nobody was promised before. */
class PromisesTests {

  private final SettableClock clock = new SettableClock(Samples.START);
  private final Promises promises = new Promises(clock);

  @Test
  void eachIsPromisedTheNextPlace() {
    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
    assertThat(next()).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void promiseThatIsOverCountsNoMore() {
    next();
    clock.move(Duration.ofSeconds(11));

    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void promisesOfBeforeTheClockWasSetBackCountNoMore() {
    next();
    next();
    clock.move(Duration.ofDays(-1));

    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
  }

  private Duration next() {
    return promises.next("line", 0, (place, _) -> Duration.ofSeconds(10L * (place + 1)));
  }
}
