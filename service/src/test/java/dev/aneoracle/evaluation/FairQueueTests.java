package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FairQueueTests extends FairTurnsContract {

  private final FairQueue queue = new FairQueue();

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @Override
  void add(Waiting one) {
    queue.add(one);
  }

  @Override
  void join(Waiting asked) {
    queue.join(asked);
  }

  @Override
  Optional<String> take() {
    return queue.take().map(Waiting::id);
  }

  @Override
  OptionalInt ahead(String id) {
    return queue.ahead(id);
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
