package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Observation;
import dev.aneoracle.helper.ObservedSegment;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.helper.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What helpers saw, for tests; of the model that the fixture stages. */
final class Observations {

  private Observations() {}

  static Observation of(ObservedSegment... segments) {
    return of(true, new Proof.Proven(Instant.EPOCH, List.of()), segments);
  }

  static Observation of(boolean hooksIntact, Proof proof, ObservedSegment... segments) {
    return new Observation(
        Helpers.identity("fake 1"),
        proof,
        hooksIntact,
        List.of(segments),
        List.of(),
        "MLNeuralNetworkEngine",
        List.of("image", "image2"),
        new Timings(1, 2, List.of(30L, 10L, 20L)),
        null,
        null,
        List.of(),
        List.of());
  }

  static ObservedSegment whole() {
    return segment(List.of("image", "image2"), List.of("probs"));
  }

  static ObservedSegment nameless() {
    return segment(null, null);
  }

  static Plan plan(String preferred) {
    return new Plan(
        List.of(
            new Plan.Row(
                Plan.Source.COMPUTE_PLAN,
                null,
                null,
                "layer1",
                "add",
                List.of("probs"),
                List.of("CPU", "ANE"),
                preferred,
                1.0,
                Map.of())));
  }

  private static ObservedSegment segment(
      @Nullable List<String> inputs, @Nullable List<String> outputs) {
    return new ObservedSegment(
        1,
        null,
        null,
        "identity",
        null,
        inputs,
        outputs,
        List.of(),
        null,
        null,
        1,
        0,
        0,
        5,
        ObservedSegment.Origin.CLASSIC,
        List.of());
  }
}
