package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of the decision over random networks cut into programs, the same in every run. */
class RandomRunTests {

  private static final MeasuredCoverage COVERAGE = MeasuredCoverage.load();

  /** A step of a network: what it reads; it makes {@code t} and its number. */
  record Step(int number, List<String> reads) {
    String output() {
      return "t" + number;
    }
  }

  /** A network of which every step leads to an output, and how it is cut into programs. */
  record Net(long seed, List<Step> steps, List<List<Step>> parts) {

    Set<String> outputs() {
      Set<String> unread = new TreeSet<>();
      steps.forEach(step -> unread.add(step.output()));
      steps.forEach(step -> unread.removeAll(step.reads()));
      return unread;
    }

    Model model() {
      Graphs graph = Graphs.network().input("x", 1, 4, 4);
      steps.forEach(
          step -> graph.op("add", String.join(",", step.reads()), step.output(), 1, 4, 4));
      return graph.model(outputs().toArray(String[]::new));
    }

    List<MeasuredSegment> segments() {
      List<MeasuredSegment> segments = new ArrayList<>();
      for (List<Step> part : parts) {
        Set<String> made = new TreeSet<>();
        part.forEach(step -> made.add(step.output()));
        Set<String> reads = new TreeSet<>();
        part.forEach(step -> reads.addAll(step.reads()));
        reads.removeAll(made);
        Set<String> outside = new TreeSet<>(outputs());
        steps.stream()
            .filter(step -> !part.contains(step))
            .forEach(step -> outside.addAll(step.reads()));
        made.retainAll(outside);
        segments.add(Runs.keyed(segments.size(), String.join(",", reads), String.join(",", made)));
      }
      return segments;
    }
  }

  static List<Net> nets() {
    List<Net> nets = new ArrayList<>();
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<String> names = new ArrayList<>(List.of("x"));
      List<Step> steps = new ArrayList<>();
      int count = 2 + random.nextInt(10);
      for (int i = 0; i < count; i++) {
        Set<String> reads = new TreeSet<>();
        reads.add(names.get(random.nextInt(names.size())));
        reads.add(names.get(random.nextInt(names.size())));
        steps.add(new Step(i, List.copyOf(reads)));
        names.add("t" + i);
      }
      List<List<Step>> parts = new ArrayList<>();
      int from = 0;
      while (from < count) {
        int to = Math.min(count, from + 1 + random.nextInt(4));
        parts.add(steps.subList(from, to));
        from = to;
      }
      nets.add(new Net(seed, steps, parts));
    }
    return nets;
  }

  private static MeasuredVerdict decide(Model model, List<MeasuredSegment> segments) {
    return COVERAGE.decide(model, Runs.of(segments.toArray(MeasuredSegment[]::new)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void everyPartOnTheAneIsFullWithEveryOperation(Net net) {
    MeasuredVerdict decided = decide(net.model(), net.segments());

    assertThat(decided.verdict().status()).isEqualTo(Status.FULL);
    assertThat(decided.verdict().operationShare()).isEqualTo(1.0);
    assertThat(decided.onAne()).hasSize(net.steps().size()).doesNotContainValue(false);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void orderOfTheProgramsDoesNotMatter(Net net) {
    List<MeasuredSegment> shuffled = new ArrayList<>(net.segments());
    Collections.shuffle(shuffled, new Random(net.seed()));

    assertThat(decide(net.model(), shuffled).verdict())
        .isEqualTo(decide(net.model(), net.segments()).verdict());
  }

  @ParameterizedTest
  @MethodSource("nets")
  void partLeftToTheCpuIsNeverFullAndItsShareIsMissing(Net net) {
    for (int i = 0; i < net.parts().size(); i++) {
      List<MeasuredSegment> fewer = new ArrayList<>(net.segments());
      fewer.remove(i);
      MeasuredVerdict decided = decide(net.model(), fewer);

      assertThat(decided.verdict().status())
          .isEqualTo(fewer.isEmpty() ? Status.NONE : Status.PARTIAL);
      assertThat(decided.verdict().operationShare())
          .isCloseTo(1.0 - (double) net.parts().get(i).size() / net.steps().size(), within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void programThatAlsoReadsWhatNobodyMadeOnTheAneIsNeverFull(Net net) {
    for (int i = 1; i < net.parts().size(); i++) {
      List<MeasuredSegment> segments = new ArrayList<>(net.segments());
      MeasuredSegment removed = segments.remove(i - 1);
      String made = removed.makes().getFirst();
      MeasuredSegment last = segments.getLast();
      segments.set(
          segments.size() - 1,
          Runs.keyed(
              9, String.join(",", last.reads()) + "," + made, String.join(",", last.makes())));

      assertThat(decide(net.model(), segments).verdict().status()).isEqualTo(Status.PARTIAL);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void callsThatFailedAreAsIfTheyHadNeverBeen(Net net) {
    List<MeasuredSegment> failed =
        net.segments().stream().map(segment -> Runs.calls(segment, 0, 1)).toList();

    assertThat(decide(net.model(), failed).verdict().status()).isEqualTo(Status.NONE);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void programWithoutNamesNeverTurnsDoubtIntoAVerdict(Net net) {
    List<MeasuredSegment> segments = new ArrayList<>(net.segments());
    segments.set(0, Runs.nameless());

    assertThat(decide(net.model(), segments).verdict().status()).isEqualTo(Status.UNDETERMINED);
  }
}
