package dev.aneoracle.placement;

import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.Blocker.Kind;
import dev.aneoracle.placement.Node.Standing;
import dev.aneoracle.placement.OperationPlacement.Reason;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Status;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what keeps a verdict from {@code FULL}.
 *
 * <p>Most expensive first: by what ending it would save where the cost model tells, then by the
 * estimated time or else the floating-point work, then by the place in the file. What is not known
 * counts as the most. What is always made outside stands last.
 */
final class Blockers {

  /** No more are listed; a model has more only where hundreds of unknown types make it up. */
  private static final int LISTED = 50;

  private static final Set<ReasonCode> COSTS =
      Set.of(
          ReasonCode.COST_MODEL_PREFERS_CPU,
          ReasonCode.COST_MODEL_TIE,
          ReasonCode.COST_MODEL_UNDECIDED);

  private final Flow flow;
  private final ComputeUnits units;
  private final @Nullable ProgramTimes times;
  private final @Nullable Long allFlops;

  private Blockers(Flow flow, ComputeUnits units, @Nullable ProgramTimes times) {
    this.flow = flow;
    this.units = units;
    this.times = times;
    this.allFlops = Shares.work(flow.nodes().stream().filter(Blockers::runs).toList());
  }

  static List<Blocker> of(
      Flow flow,
      Model model,
      ComputeUnits units,
      Verdict.Status status,
      Optional<ProgramTimes> times) {
    return status == Status.FULL
        ? List.of()
        : new Blockers(flow, units, times.orElse(null)).find(model);
  }

  private List<Blocker> find(Model model) {
    Map<Key, BlockerGroup> groups = new LinkedHashMap<>();
    for (Node node : flow.nodes()) {
      Reason reason = Placements.reason(node, Units.allowAne(units));
      if (reason != null && blocks(node)) {
        Kind kind = kind(node, reason);
        groups
            .computeIfAbsent(
                key(kind, node, reason), ignored -> new BlockerGroup(kind, reason, times))
            .add(node);
      }
    }
    List<BlockerGroup> sorted =
        groups.values().stream()
            .sorted(BlockerGroup.BY_SIZE)
            .limit(LISTED)
            .map(BlockerGroup::weighed)
            .toList();
    return Stream.concat(
            sorted.stream()
                .sorted(
                    Comparator.comparing(BlockerGroup::saved, Comparator.reverseOrder())
                        .thenComparing(BlockerGroup.BY_SIZE))
                .map(group -> group.blocker(allFlops)),
            labels(model).stream())
        .sorted(Comparator.comparingInt(Blockers::rank))
        .toList();
  }

  private static int rank(Blocker blocker) {
    return switch (blocker.kind()) {
      case COMPUTE_UNITS -> 0;
      case REFUSED, COST_MODEL, COST_MODEL_OPEN, UNKNOWN -> 1;
      case ALWAYS_OUTSIDE -> 2;
    };
  }

  private static boolean runs(Node node) {
    return node.isOperation() && node.standing() != Standing.GONE;
  }

  private boolean blocks(Node node) {
    return switch (node.standing()) {
      case GONE -> false;
      case ON -> !Units.allowAne(units);
      case OPEN, OUTSIDE -> true;
    };
  }

  private static Kind kind(Node node, Reason reason) {
    ReasonCode code = ReasonCode.valueOf(reason.code());
    if (code == ReasonCode.UNIT_NOT_ALLOWED) {
      return Kind.COMPUTE_UNITS;
    }
    if (COSTS.contains(code)) {
      return node.standing() == Standing.OPEN ? Kind.COST_MODEL_OPEN : Kind.COST_MODEL;
    }
    return switch (Placements.ruling(node).effect()) {
      case OUTSIDE -> Kind.ALWAYS_OUTSIDE;
      case REFUSED -> Kind.REFUSED;
      case CONSTANT, ELIDED, UNDECIDED, SUPPORTED -> Kind.UNKNOWN;
    };
  }

  /** What the cost model or the compute units keep off is one group whatever its types are. */
  private static Key key(Kind kind, Node node, Reason reason) {
    return switch (kind) {
      case COST_MODEL, COST_MODEL_OPEN, COMPUTE_UNITS -> new Key(kind, reason.code(), "", "");
      case REFUSED, UNKNOWN, ALWAYS_OUTSIDE ->
          new Key(kind, reason.code(), reason.rule(), node.type());
    };
  }

  private record Key(Kind kind, String code, String rule, String type) {}

  /** Outputs that no operation of the file makes: labels and dictionaries of classifiers. */
  private List<Blocker> labels(Model model) {
    Set<String> made =
        flow.nodes().stream()
            .filter(node -> node.standing() == Standing.OUTSIDE)
            .flatMap(node -> node.outputs().stream())
            .map(name -> name.substring(name.indexOf('/') + 1))
            .collect(Collectors.toUnmodifiableSet());
    List<Feature> outputs =
        model.outputs().stream()
            .filter(output -> flow.outsideSinks().contains(output.name()))
            .filter(output -> !made.contains(output.name()))
            .toList();
    if (outputs.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Blocker(
            Kind.ALWAYS_OUTSIDE,
            outputs.stream().map(output -> output.type().label()).distinct().sorted().toList(),
            0,
            outputs.stream().map(Feature::name).toList(),
            new Reason(
                "output-outside",
                ReasonCode.POST_PROCESSING.name(),
                "Core ML makes labels, dictionaries and numbers out of tensors outside the ANE.",
                null,
                "Export the tensor and choose the label in the app.",
                "M",
                "ANEC README (MNIST)"),
            null,
            null,
            null));
  }
}
