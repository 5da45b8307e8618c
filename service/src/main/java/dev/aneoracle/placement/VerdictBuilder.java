package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.Coverage.Outcome;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Basis;
import dev.aneoracle.placement.Verdict.Status;
import dev.aneoracle.placement.Verdict.UndeterminedReason;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts the verdict of a prediction into numbers and a sentence. */
record VerdictBuilder(Flow flow, Model model, ComputeUnits units) {

  private static final int NAMED = 6;

  /** Decides by both readings of what is open. */
  Verdict build(List<Cut> most, List<Cut> least) {
    Outcome on = flow.decide(most);
    Outcome off = flow.decide(least);
    boolean same = on.status() == off.status();
    boolean onlyPostProcessing =
        same && on.onlyPostProcessingOutside() && off.onlyPostProcessingOutside();
    Shares shares = Shares.of(flow, Units.allowAne(units));
    return new Verdict(
        same ? on.status() : Status.UNDETERMINED,
        Basis.PREDICTED,
        same ? null : reason(),
        onlyPostProcessing,
        (same
                ? decided(on.status(), onlyPostProcessing, most.size(), least.size())
                : undetermined(on, off))
            + (Units.allowAne(units) ? bounds() : ""),
        shares.operations(),
        shares.flops());
  }

  /** The shares of an open placement on the E5 engine, which the cost model bounds closely. */
  private String bounds() {
    List<Node> running =
        flow.nodes().stream()
            .filter(node -> node.isOperation() && node.standing() != Node.Standing.GONE)
            .toList();
    long open = running.stream().filter(n -> n.standing() == Node.Standing.OPEN).count();
    long on = running.stream().filter(n -> n.standing() == Node.Standing.ON).count();
    return flow.engine() != Engine.E5 || open == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %.1f to %.1f %% of the operations on the ANE",
            100.0 * on / running.size(),
            100.0 * (on + open) / running.size());
  }

  private UndeterminedReason reason() {
    return flow.unknownTypes().isEmpty()
        ? UndeterminedReason.COVERAGE_UNKNOWN
        : UndeterminedReason.UNKNOWN_OPERATIONS;
  }

  private String decided(Status status, boolean onlyPostProcessing, int most, int least) {
    return switch (status) {
      case FULL -> segments(most, least) + " on the ANE; every output is made there";
      case PARTIAL ->
          segments(most, least)
              + " on the ANE; "
              + (onlyPostProcessing ? "only " + postProcessing() + " outside it" : outside());
      case NONE -> none();
      case UNDETERMINED -> throw new IllegalStateException("decided verdicts are determined");
    };
  }

  private static String segments(int most, int least) {
    if (most != least) {
      return "between " + Math.min(most, least) + " and " + Math.max(most, least) + " segments";
    }
    return most == 1 ? "1 segment" : most + " segments";
  }

  private String postProcessing() {
    List<String> stages =
        flow.nodes().stream()
            .filter(node -> !node.isOperation() && node.standing() == Node.Standing.OUTSIDE)
            .map(Node::type)
            .distinct()
            .toList();
    if (!stages.isEmpty()) {
      return "the stage " + String.join(", ", stages) + " runs";
    }
    return model.predictedFeature().isEmpty()
        ? flow.outsideSinks().stream().sorted().collect(Collectors.joining(", ")) + " is made"
        : "the class label is made";
  }

  private String outside() {
    List<String> types = types(Node.Standing.OUTSIDE);
    List<String> open = types(Node.Standing.OPEN);
    String text = types.isEmpty() ? "" : "outside it: " + named(types);
    if (open.isEmpty()) {
      return types.isEmpty() ? "some outputs are not made there" : text;
    }
    return (text.isEmpty() ? "" : text + "; ") + "not known: " + named(open);
  }

  private String none() {
    if (!Units.allowAne(units)) {
      return "the compute units " + units + " leave the ANE out";
    }
    List<String> outside = types(Node.Standing.OUTSIDE);
    if (outside.isEmpty()) {
      return "nothing in the model needs to run on the ANE";
    }
    boolean network = flow.nodes().stream().anyMatch(Node::isOperation);
    List<String> eligible =
        types(node ->
            node.standing() == Node.Standing.OUTSIDE && node.ruling().effect() == Effect.SUPPORTED);
    if (!eligible.isEmpty()) {
      return "nothing on the ANE; it could run "
          + named(eligible)
          + ", but the cost model leaves them on the CPU";
    }
    return network
        ? "nothing on the ANE; outside it: " + named(outside)
        : "nothing on the ANE; no neural network: " + named(outside);
  }

  private String undetermined(Outcome on, Outcome off) {
    List<String> unknown = flow.unknownTypes();
    String range =
        "; " + off.status() + " if none of them run there, " + on.status() + " if all of them do";
    List<String> undecided = types(this::undecided);
    if (undecided.isEmpty()) {
      return silent(unknown) + range;
    }
    String costs =
        "what is known of the E5 engine's costs does not decide where "
            + named(undecided)
            + " would run";
    return (unknown.isEmpty() ? costs : silent(unknown) + ", and " + costs) + range;
  }

  private static String silent(List<String> unknown) {
    return "the rules do not say whether the ANE takes " + named(unknown);
  }

  private boolean undecided(Node node) {
    return node.standing() == Node.Standing.OPEN && node.ruling().effect() == Effect.SUPPORTED;
  }

  private List<String> types(Node.Standing standing) {
    return types(node -> node.standing() == standing);
  }

  private List<String> types(Predicate<Node> wanted) {
    return flow.nodes().stream().filter(wanted).map(Node::type).distinct().toList();
  }

  private static String named(List<String> types) {
    String first = types.stream().limit(NAMED).collect(Collectors.joining(", "));
    return types.size() <= NAMED ? first : first + " and " + (types.size() - NAMED) + " more";
  }
}
