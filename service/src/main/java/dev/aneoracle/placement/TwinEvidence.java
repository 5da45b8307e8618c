package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Lowers the confidence of reasons that rest on a Mac where the target is its twin in a phone. */
final class TwinEvidence {

  private static final String INFERRED = "I";

  private final Phones phones;
  private final Target target;
  private final Map<String, Scope> scopes = new HashMap<>();
  private final Set<String> costs = new HashSet<>();

  TwinEvidence(RuleData data, Target target) {
    this.phones = data.catalog().phones();
    this.target = target;
    data.rules().rules().forEach(rule -> scopes.put(rule.id(), rule.scope()));
    data.costs().charges().forEach(entry -> costs.add(entry.origin().id()));
    data.costs().rooflines().forEach(entry -> costs.add(entry.origin().id()));
    data.costs().rates().forEach(entry -> costs.add(entry.origin().id()));
  }

  Prediction lowered(Prediction made, Target judged, Phone phone) {
    Prediction renamed =
        new Prediction(
            target,
            judged,
            made.runtime(),
            made.verdict(),
            made.segments(),
            made.unknownOperations(),
            made.warnings(),
            made.estimate(),
            made.blockers().stream().map(this::lowered).toList(),
            made.operations().stream().map(this::lowered).toList());
    return renamed.warning(
        "Judged by the rules for "
            + judged
            + ": the Mac of the same Neural Engine generation ("
            + phone.architecture()
            + ") and the macOS of the same year. What was measured on Macs only has the confidence"
            + " I"
            + (made.runtime() == Engine.E5
                ? ", and costs are taken to be off by a factor of two either way."
                : "."));
  }

  private Blocker lowered(Blocker blocker) {
    return new Blocker(
        blocker.kind(),
        blocker.types(),
        blocker.operations(),
        blocker.names(),
        lowered(blocker.reason()),
        blocker.flopShare(),
        blocker.timeShare(),
        blocker.savesMs());
  }

  private OperationPlacement lowered(OperationPlacement placement) {
    Reason reason = placement.reason();
    return reason == null
        ? placement
        : new OperationPlacement(
            placement.index(),
            placement.stage(),
            placement.function(),
            placement.name(),
            placement.type(),
            placement.eligible(),
            placement.unit(),
            lowered(reason),
            placement.outputShapes(),
            placement.flops(),
            placement.estimate());
  }

  private Reason lowered(Reason reason) {
    Scope scope = scopes.get(reason.rule());
    boolean macOnly =
        scope == null ? costs.contains(reason.rule()) : !phones.evident(scope, target);
    return macOnly
        ? new Reason(
            reason.rule(),
            reason.code(),
            reason.message(),
            reason.coreMlMessage(),
            reason.advice(),
            INFERRED,
            reason.source())
        : reason;
  }
}
