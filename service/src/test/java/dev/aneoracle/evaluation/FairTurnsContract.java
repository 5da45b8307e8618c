package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order in which every queue is served; {@code seeds} says how often it is held to it. */
abstract class FairTurnsContract {

  abstract void add(Waiting one);

  abstract void join(Waiting asked);

  abstract Optional<String> take();

  /** Returns how many are taken before one, empty where it does not wait. */
  abstract OptionalInt ahead(String id);

  final void add(String submitter, int priority, String... ids) {
    for (String id : ids) {
      add(new Waiting(id, submitter, priority));
    }
  }

  final List<String> takeAll() {
    return Stream.generate(this::take)
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .toList();
  }

  @Test
  void submittersTakeTurns() {
    add("a", 5, "01", "02", "03", "04");
    add("b", 5, "05", "06");
    add("c", 5, "07");

    assertThat(takeAll()).containsExactly("01", "05", "07", "02", "06", "03", "04");
  }

  @Test
  void newcomerIsServedNextHoweverMuchOfAnotherWaits() {
    add("a", 5, "01", "02", "03");
    take();
    add("b", 5, "04");

    assertThat(ahead("04")).hasValue(0);
    assertThat(takeAll()).containsExactly("04", "02", "03");
  }

  @Test
  void newcomerHasNotSavedUpTurns() {
    add("a", 5, "01", "02", "03", "04");
    take();
    take();
    add("b", 5, "05", "06", "07");

    assertThat(takeAll()).containsExactly("05", "03", "06", "04", "07");
  }

  @Test
  void higherPriorityGoesFirstAndCountsAsATurn() {
    add("a", 5, "01");
    add("b", 5, "02");
    add("a", 9, "03");

    assertThat(takeAll()).containsExactly("03", "02", "01");
  }

  @Test
  void whatIsAskedForByAnotherTooIsTakenInTheLineWhereItComesSooner() {
    add("a", 5, "01", "02", "03", "04");
    join(new Waiting("04", "b", 5));

    assertThat(takeAll()).containsExactly("01", "04", "02", "03");
  }

  @Test
  void whatIsAskedForByOneWithALongerLineStaysWhereItIs() {
    add("b", 5, "01", "02");
    add("a", 5, "03");
    join(new Waiting("03", "b", 3));

    assertThat(takeAll()).containsExactly("01", "03", "02");
  }

  @Test
  void whatIsAskedForMoreUrgentlyTakesTheHigherPriority() {
    add("a", 5, "01", "02");
    join(new Waiting("02", "a", 7));

    assertThat(takeAll()).containsExactly("02", "01");
  }

  @Test
  void joiningWhatIsNotThereChangesNothing() {
    join(new Waiting("01", "a", 5));

    assertThat(take()).isEmpty();
    assertThat(ahead("01")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aheadIsHowManyAreReallyTakenBefore(int seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      if (random.nextInt(4) == 0) {
        take();
      }
      String id = "%03d".formatted(number);
      ids.add(id);
      add("submitter " + random.nextInt(5), random.nextInt(3), id);
    }
    Map<String, Integer> predicted = new HashMap<>();
    ids.forEach(id -> ahead(id).ifPresent(ahead -> predicted.put(id, ahead)));

    List<String> taken = takeAll();

    Map<String, Integer> real = new HashMap<>();
    taken.forEach(id -> real.put(id, real.size()));
    assertThat(predicted).isEqualTo(real);
  }
}
