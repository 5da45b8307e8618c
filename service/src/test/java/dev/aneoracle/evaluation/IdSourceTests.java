package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdSourceTests {

  @Test
  void writesTheTimeInTheFirstTenDigits() {
    // 2016-07-30T23:54:10.259Z is the time in the ULID specification's own example, 01ARZ3NDEK…
    IdSource ids = new IdSource(() -> Instant.ofEpochMilli(1469922850259L), new Random(1));

    assertThat(ids.next()).hasSize(26).startsWith("01ARZ3NDEK");
  }

  @Test
  void growsWithinAMillisecondAndWhenTheClockStepsBack() {
    SettableClock clock = new SettableClock(Samples.START);
    IdSource ids = new IdSource(clock);

    List<String> made =
        Stream.generate(
                () -> {
                  clock.move(Duration.ofMillis(-3));
                  return ids.next();
                })
            .limit(1000)
            .toList();

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }
}
