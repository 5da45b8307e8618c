package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of partition and decision over random graphs, the same ones in every run. */
class RandomModelTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M1 = new Target("M1", 12);
  private static final String ON = "add";
  private static final String OFF = "custom";
  private static final String OPEN = "crop";

  /** A step of a random network: its type and what it reads. */
  record Step(String type, List<String> reads, String output) {
    Step as(String other) {
      return new Step(other, reads, output);
    }
  }

  /** A random network in which every step leads to an output. */
  record Net(long seed, List<String> inputs, List<Step> steps) {
    Set<String> outputs() {
      Set<String> unread = new TreeSet<>();
      steps.forEach(step -> unread.add(step.output()));
      steps.forEach(step -> unread.removeAll(step.reads()));
      return unread;
    }

    Net as(String type) {
      return new Net(seed, inputs, steps.stream().map(step -> step.as(type)).toList());
    }

    Net with(int index, String type) {
      List<Step> changed = new ArrayList<>(steps);
      changed.set(index, steps.get(index).as(type));
      return new Net(seed, inputs, changed);
    }

    Model model() {
      Graphs graph = Graphs.network();
      inputs.forEach(name -> graph.input(name, 4, 8, 8));
      steps.forEach(
          step -> graph.op(step.type(), String.join(",", step.reads()), step.output(), 4, 8, 8));
      return graph.model(outputs().toArray(String[]::new));
    }
  }

  static List<Net> nets() {
    List<Net> nets = new ArrayList<>();
    for (long seed = 0; seed < 300; seed++) {
      nets.add(net(seed, ON, ON, OFF));
    }
    return nets;
  }

  static List<Net> openNets() {
    List<Net> nets = new ArrayList<>();
    for (long seed = 1000; seed < 1200; seed++) {
      nets.add(net(seed, ON, ON, OFF, OPEN));
    }
    return nets;
  }

  private static Net net(long seed, String... types) {
    Random random = new Random(seed);
    List<String> inputs = new ArrayList<>(List.of("in0"));
    if (random.nextBoolean()) {
      inputs.add("in1");
    }
    List<String> names = new ArrayList<>(inputs);
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      Set<String> reads = new TreeSet<>();
      int wanted = 1 + random.nextInt(2);
      while (reads.size() < Math.min(wanted, names.size())) {
        reads.add(names.get(random.nextInt(names.size())));
      }
      steps.add(new Step(types[random.nextInt(types.length)], List.copyOf(reads), "t" + i));
      names.add("t" + i);
    }
    return new Net(seed, inputs, steps);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void agreesWithTheNaiveReading(Net net) {
    Prediction prediction = predict(net);

    assertThat(prediction.verdict().status()).isEqualTo(naive(net));
    assertThat(prediction.segments()).hasSize(naiveRuns(net).size());
    assertThat(prediction.segments()).extracting(s -> s.key().isegment()).isSorted();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void allOnIsFullAndAllOffIsNone(Net net) {
    assertThat(predict(net.as(ON)).verdict().status()).isEqualTo(Status.FULL);
    assertThat(predict(net.as(ON)).segments()).hasSize(1);
    assertThat(predict(net.as(OFF)).verdict().status()).isEqualTo(Status.NONE);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void oneMoreOperationOnTheAneNeverLowersTheVerdict(Net net) {
    Status before = predict(net).verdict().status();
    for (int i = 0; i < net.steps().size(); i++) {
      Status after = predict(net.with(i, ON)).verdict().status();
      assertThat(after.code()).isLessThanOrEqualTo(before.code());
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void namesDoNotMatter(Net net) {
    Map<String, String> renamed = new HashMap<>();
    net.inputs().forEach(name -> renamed.put(name, "z/" + name));
    net.steps().forEach(step -> renamed.put(step.output(), "a:" + step.output()));
    Net other =
        new Net(
            net.seed(),
            net.inputs().stream().map(renamed::get).toList(),
            net.steps().stream()
                .map(step ->
                    new Step(
                        step.type(),
                        step.reads().stream().map(renamed::get).toList(),
                        renamed.getOrDefault(step.output(), "")))
                .toList());

    assertThat(predict(other).verdict()).isEqualTo(predict(net).verdict());
    assertThat(units(predict(other))).isEqualTo(units(predict(net)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void segmentsNameWhatEntersAndLeavesThem(Net net) {
    for (Segment segment : predict(net).segments()) {
      assertThat(segment.key().inputs().keySet())
          .doesNotContainAnyElementsOf(segment.key().outputs().keySet());
      assertThat(segment.key().outputs()).isNotEmpty();
      assertThat(segment.operationCount()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("openNets")
  void openOperationsAreDecidedOnlyWhereEveryReadingAgrees(Net net) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < net.steps().size(); i++) {
      if (net.steps().get(i).type().equals(OPEN)) {
        open.add(i);
      }
    }
    Set<Status> seen = new HashSet<>();
    for (int mask = 0; mask < 1 << open.size(); mask++) {
      Net reading = net;
      for (int bit = 0; bit < open.size(); bit++) {
        reading = reading.with(open.get(bit), (mask >> bit & 1) == 1 ? ON : OFF);
      }
      seen.add(predict(reading).verdict().status());
    }
    Prediction prediction = predict(net);

    assertThat(prediction.verdict().status())
        .isEqualTo(seen.size() == 1 ? seen.iterator().next() : Status.UNDETERMINED);
    assertThat(prediction.unknownOperations())
        .isEqualTo(open.isEmpty() ? List.of() : List.of(OPEN));
  }

  /** FULL where every step is on the ANE, since every step leads to an output here. */
  private static Status naive(Net net) {
    long on = net.steps().stream().filter(step -> step.type().equals(ON)).count();
    if (on == 0) {
      return Status.NONE;
    }
    return on == net.steps().size() ? Status.FULL : Status.PARTIAL;
  }

  private static List<String> naiveRuns(Net net) {
    StringBuilder text = new StringBuilder();
    net.steps().forEach(step -> text.append(step.type().equals(ON) ? 'A' : ' '));
    return List.of(text.toString().trim().split(" +", -1)).stream()
        .filter(run -> !run.isEmpty())
        .toList();
  }

  private static List<Unit> units(Prediction prediction) {
    return prediction.operations().stream().map(OperationPlacement::unit).toList();
  }

  private static Prediction predict(Net net) {
    return PREDICTOR.predict(net.model(), M1, ComputeUnits.CPU_AND_NE, null);
  }
}
