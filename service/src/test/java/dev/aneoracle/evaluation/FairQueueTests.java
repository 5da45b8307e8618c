package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FairQueueTests {

  private final FairQueue queue = new FairQueue();

  private void add(String submitter, int priority, String... ids) {
    for (String id : ids) {
      queue.add(new Waiting(id, submitter, priority));
    }
  }

  private List<String> takeAll() {
    return Stream.generate(queue::take)
        .takeWhile(Optional::isPresent)
        .map(one -> one.orElseThrow().id())
        .toList();
  }

  @Test
  void submittersTakeTurns() {
    add("a", 5, "1", "2", "3", "4");
    add("b", 5, "5", "6");
    add("c", 5, "7");

    assertThat(takeAll()).containsExactly("1", "5", "7", "2", "6", "3", "4");
  }

  @Test
  void newcomerIsServedNextHoweverMuchOfAnotherWaits() {
    add("a", 5, "1", "2", "3");
    queue.take();
    add("b", 5, "4");

    assertThat(takeAll()).containsExactly("4", "2", "3");
  }

  @Test
  void newcomerHasNotSavedUpTurns() {
    add("a", 5, "1", "2", "3", "4");
    queue.take();
    queue.take();
    add("b", 5, "5", "6", "7");

    assertThat(takeAll()).containsExactly("5", "3", "6", "4", "7");
  }

  @Test
  void higherPriorityGoesFirstAndCountsAsATurn() {
    add("a", 5, "1");
    add("b", 5, "2");
    add("a", 9, "3");

    assertThat(takeAll()).containsExactly("3", "2", "1");
  }

  @Test
  void whatIsAskedForByAnotherTooIsTakenInTheLineWhereItComesSooner() {
    add("a", 5, "1", "2", "3", "4");
    queue.join(new Waiting("4", "b", 5));

    assertThat(takeAll()).containsExactly("1", "4", "2", "3");
  }

  @Test
  void whatIsAskedForByOneWithALongerLineStaysWhereItIs() {
    add("b", 5, "1", "2");
    add("a", 5, "3");
    queue.join(new Waiting("3", "b", 3));

    assertThat(takeAll()).containsExactly("1", "3", "2");
  }

  @Test
  void whatIsAskedForMoreUrgentlyTakesTheHigherPriority() {
    add("a", 5, "1", "2");
    queue.join(new Waiting("2", "a", 7));

    assertThat(takeAll()).containsExactly("2", "1");
  }

  @Test
  void joiningWhatIsNotThereChangesNothing() {
    queue.join(new Waiting("1", "a", 5));

    assertThat(queue.take()).isEmpty();
    assertThat(queue.ahead("1")).isEmpty();
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aheadIsHowManyAreReallyTakenBefore(int seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      if (random.nextInt(4) == 0) {
        queue.take();
      }
      String id = "%03d".formatted(number);
      ids.add(id);
      add("submitter " + random.nextInt(5), random.nextInt(3), id);
    }
    Map<String, Integer> predicted = new HashMap<>();
    ids.forEach(id -> queue.ahead(id).ifPresent(ahead -> predicted.put(id, ahead)));

    List<String> taken = takeAll();

    Map<String, Integer> real = new HashMap<>();
    taken.forEach(id -> real.put(id, real.size()));
    assertThat(predicted).isEqualTo(real);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aheadOfEachOfASubmittersIsRightToo(int seed) {
    Random random = new Random(seed);
    for (int number = 0; number < 40; number++) {
      add("submitter " + random.nextInt(3), random.nextInt(3), "%03d".formatted(number));
    }
    FairOrder order = queue.order();
    List<Integer> real = new ArrayList<>();
    for (int place = 0; place < 40; place++) {
      if (queue.take().orElseThrow().submitter().equals("submitter 1")) {
        real.add(place);
      }
    }

    assertThat(IntStream.range(0, real.size()).mapToObj(n -> order.aheadOf("submitter 1", n)))
        .isEqualTo(real);
    assertThat(order.aheadOf("submitter 1", real.size())).isGreaterThan(real.getLast());
  }
}
