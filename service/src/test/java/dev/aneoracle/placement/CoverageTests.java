package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.placement.Coverage.Dataflow;
import dev.aneoracle.placement.Coverage.Outcome;
import dev.aneoracle.placement.Coverage.Part;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoverageTests {

  private static final Part WHOLE = new Part(Set.of("x"), Set.of("y"));

  @Test
  void noSegmentIsNone() {
    assertThat(decide(Set.of("y"), Set.of())).isEqualTo(new Outcome(Status.NONE, false));
  }

  @Test
  void oneSegmentFromSourcesToSinksIsFull() {
    assertThat(decide(Set.of("y"), Set.of(), WHOLE)).isEqualTo(new Outcome(Status.FULL, false));
  }

  @Test
  void chainOfSegmentsIsFullInAnyOrder() {
    Part first = new Part(Set.of("x"), Set.of("t"));
    Part second = new Part(Set.of("t", "x"), Set.of("y"));

    assertThat(decide(Set.of("y"), Set.of(), first, second).status()).isEqualTo(Status.FULL);
    assertThat(decide(Set.of("y"), Set.of(), second, first).status()).isEqualTo(Status.FULL);
  }

  @Test
  void segmentThatReadsWhatTheCpuMadeIsPartial() {
    Part first = new Part(Set.of("x"), Set.of("t"));
    Part last = new Part(Set.of("c"), Set.of("y"));

    assertThat(decide(Set.of("y"), Set.of(), first, last).status()).isEqualTo(Status.PARTIAL);
    assertThat(decide(Set.of("y"), Set.of(), new Part(Set.of("x", "c"), Set.of("y"))).status())
        .isEqualTo(Status.PARTIAL);
  }

  @Test
  void segmentsThatFeedOnlyEachOtherAreNotMadeFromSources() {
    Part one = new Part(Set.of("b"), Set.of("a"));
    Part other = new Part(Set.of("a"), Set.of("b", "y"));

    assertThat(decide(Set.of("y"), Set.of(), one, other).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void sourcePassedThroughIsNotMadeOnTheAne() {
    assertThat(decide(Set.of("y", "x"), Set.of(), WHOLE).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void labelAloneOutsideIsOnlyPostProcessing() {
    assertThat(decide(Set.of("y"), Set.of("label"), WHOLE))
        .isEqualTo(new Outcome(Status.PARTIAL, true));
    assertThat(decide(Set.of("y", "z"), Set.of("label"), WHOLE))
        .isEqualTo(new Outcome(Status.PARTIAL, false));
  }

  @Test
  void unusedSourceDoesNotMatter() {
    Dataflow flow = new Dataflow(Set.of("x", "unused"), Set.of("y"), Set.of(), List.of(WHOLE));

    assertThat(Coverage.decide(flow).status()).isEqualTo(Status.FULL);
  }

  @Test
  void suffixBehindAnAtSignDoesNotCount() {
    Part suffixed = new Part(Set.of("x@input"), Set.of("y@output"));

    assertThat(decide(Set.of("y"), Set.of(), suffixed).status()).isEqualTo(Status.FULL);
    assertThat(Coverage.comparable("@first")).isEqualTo("@first");
  }

  private static Outcome decide(Set<String> sinks, Set<String> outside, Part... parts) {
    return Coverage.decide(
        new Dataflow(new HashSet<>(Set.of("x")), sinks, outside, List.of(parts)));
  }

  @ParameterizedTest
  @MethodSource("randomFlows")
  void agreesWithAReadingFromTheSinksUp(Dataflow flow) {
    Outcome outcome = Coverage.decide(flow);
    boolean sound =
        flow.parts().stream()
            .allMatch(part ->
                part.inputs().stream()
                    .allMatch(
                        name -> flow.sources().contains(name) || derives(name, flow, Set.of())));
    boolean made =
        !flow.sinks().isEmpty()
            && flow.sinks().stream().allMatch(sink -> derives(sink, flow, Set.of()));

    if (flow.parts().isEmpty()) {
      assertThat(outcome.status()).isEqualTo(Status.NONE);
    } else {
      assertThat(outcome.status() == Status.FULL)
          .isEqualTo(sound && made && flow.outsideSinks().isEmpty());
      assertThat(outcome.onlyPostProcessingOutside())
          .isEqualTo(sound && made && !flow.outsideSinks().isEmpty());
    }
  }

  /** Whether a segment makes the name from sources alone, following no name twice. */
  private static boolean derives(String name, Dataflow flow, Set<String> above) {
    if (above.contains(name)) {
      return false;
    }
    Set<String> path = new HashSet<>(above);
    path.add(name);
    return flow.parts().stream()
        .filter(part -> part.outputs().contains(name))
        .anyMatch(part ->
            part.inputs().stream()
                .allMatch(input -> flow.sources().contains(input) || derives(input, flow, path)));
  }

  static List<Dataflow> randomFlows() {
    List<Dataflow> flows = new ArrayList<>();
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      List<Part> parts = new ArrayList<>();
      int count = random.nextInt(5);
      for (int i = 0; i < count; i++) {
        parts.add(new Part(names(random, 2), names(random, 3)));
      }
      Set<String> outside = random.nextInt(4) == 0 ? Set.of("label") : Set.of();
      flows.add(new Dataflow(names(random, 4), names(random, 1), outside, parts));
    }
    return flows;
  }

  private static Set<String> names(Random random, int most) {
    Set<String> names = new HashSet<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      names.add("t" + random.nextInt(6));
    }
    return names;
  }
}
