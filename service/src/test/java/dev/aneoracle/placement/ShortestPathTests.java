package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aneoracle.placement.CostTable.Charges;
import dev.aneoracle.placement.ShortestPath.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShortestPathTests {

  private static final Charges CHARGES =
      new Charges(
          new CostTable.Origin(
              "test", new Scope("test", List.of(), List.of(), ""), "M", List.of("751K")),
          0.125,
          0.125,
          0.125);
  private static final double NEVER = Double.POSITIVE_INFINITY;

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noPlacementCostsLess(int seed) {
    List<Step> steps = random(new Random(seed), 11);
    double found = cost(steps, ShortestPath.of(steps, CHARGES));

    double best = NEVER;
    for (int mask = 0; mask < 1 << steps.size(); mask++) {
      boolean[] onAne = new boolean[steps.size()];
      for (int i = 0; i < onAne.length; i++) {
        onAne[i] = (mask >> i & 1) == 1;
      }
      best = Math.min(best, cost(steps, onAne));
    }

    assertThat(found).isCloseTo(best, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void favouringTheAneTakesNothingOffIt(int seed) {
    Random random = new Random(seed);
    List<Step> steps = random(random, 40);
    List<Step> favoured =
        steps.stream()
            .map(step -> new Step(step.ane(), step.cpu() + random.nextDouble() * 0.1))
            .toList();

    boolean[] before = ShortestPath.of(steps, CHARGES);
    boolean[] after = ShortestPath.of(favoured, CHARGES);

    for (int i = 0; i < before.length; i++) {
      assertThat(after[i] || !before[i]).as("operation %d", i).isTrue();
    }
  }

  @Test
  void wholeProgramMustSaveLaunchAndOutput() {
    assertThat(ShortestPath.of(List.of(new Step(0, 0.2501)), CHARGES)).containsExactly(true);
    assertThat(ShortestPath.of(List.of(new Step(0, 0.2499)), CHARGES)).containsExactly(false);
  }

  @Test
  void islandAtTheHeadMustSaveLaunchAndOneChange() {
    Step tail = new Step(NEVER, 1);

    assertThat(ShortestPath.of(List.of(new Step(0, 0.2501), tail), CHARGES))
        .containsExactly(true, false);
    assertThat(ShortestPath.of(List.of(new Step(0, 0.2499), tail), CHARGES))
        .containsExactly(false, false);
  }

  @Test
  void islandInTheMiddleMustSaveLaunchAndTwoChanges() {
    Step outside = new Step(NEVER, 1);

    assertThat(ShortestPath.of(List.of(outside, new Step(0, 0.3751), outside), CHARGES))
        .containsExactly(false, true, false);
    assertThat(ShortestPath.of(List.of(outside, new Step(0, 0.3749), outside), CHARGES))
        .containsExactly(false, false, false);
  }

  @Test
  void secondIslandIsLaunchedForNothing() {
    Step outside = new Step(NEVER, 1);

    assertThat(
            ShortestPath.of(
                List.of(new Step(0, 1), outside, new Step(0, 0.2501), outside), CHARGES))
        .containsExactly(true, false, true, false);
    assertThat(
            ShortestPath.of(
                List.of(new Step(0, 1), outside, new Step(0, 0.2499), outside), CHARGES))
        .containsExactly(true, false, false, false);
  }

  @Test
  void programWithoutOperationsHasNoPlacement() {
    assertThat(ShortestPath.of(List.of(), CHARGES)).isEmpty();
  }

  @Test
  void longProgramIsPlacedWithoutDeepRecursion() {
    List<Step> steps = Collections.nCopies(100_000, new Step(0.001, 0.002));

    assertThat(ShortestPath.of(steps, CHARGES)).hasSize(100_000).doesNotContain(false);
  }

  private static List<Step> random(Random random, int most) {
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      double cpu = random.nextDouble() * 0.3;
      steps.add(new Step(random.nextInt(4) == 0 ? NEVER : random.nextDouble() * 0.1, cpu));
    }
    return steps;
  }

  private static double cost(List<Step> steps, boolean[] onAne) {
    double sum = 0;
    boolean launched = false;
    for (int i = 0; i < onAne.length; i++) {
      sum += onAne[i] ? steps.get(i).ane() : steps.get(i).cpu();
      sum += i > 0 && onAne[i] != onAne[i - 1] ? CHARGES.change() : 0;
      launched |= onAne[i];
    }
    sum += launched ? CHARGES.launch() : 0;
    return onAne[onAne.length - 1] ? sum + CHARGES.output() : sum;
  }
}
