package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.SegmentKey.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Predicts by the rule data on the class path.
 *
 * <p>Operations whose standing is not known are read twice, all on the ANE and all outside it. The
 * same verdict twice is the verdict, else it is undetermined. Only the segments on which both
 * readings agree are published: with {@code PARTIAL} and unknown operations that may be none at
 * all. On the E5 engine a cost model places what is eligible, see {@link CostPlacement}.
 */
public final class RuleBasedPredictor implements Predictor {

  private final RuleData data;

  private RuleBasedPredictor(RuleData data) {
    this.data = data;
  }

  /** Reads the rule data. */
  public static RuleBasedPredictor load() {
    return new RuleBasedPredictor(RuleData.load());
  }

  @Override
  public Prediction predict(
      Model model, Target target, ComputeUnits units, @Nullable String function) {
    Target judged = data.catalog().judgedAs(target);
    Flow laidOut = new FlowBuilder(data, judged).build(model, function);
    CostPlacement placement = new CostPlacement(data, judged, slack(target));
    Flow flow = placement.place(laidOut);
    boolean allowed = Units.allowAne(units);
    Optional<ProgramTimes> times = ProgramTimes.of(flow, placement.charges(), allowed);
    List<Cut> most = allowed ? Cut.of(flow, Cut.Reading.OPEN_ON) : List.of();
    List<Cut> least = allowed ? Cut.of(flow, Cut.Reading.OPEN_OFF) : List.of();
    Verdict verdict = new VerdictBuilder(flow, model, units).build(most, least);
    List<Segment> segments = segments(flow, most, least);
    TimeEstimate estimate = times.flatMap(ProgramTimes::estimate).orElse(null);
    List<Blocker> blockers = Blockers.of(flow, model, units, verdict.status(), times);
    Prediction made =
        new Prediction(
            target,
            null,
            flow.engine(),
            verdict,
            segments,
            flow.unknownTypes(),
            Warnings.of(
                new Graphwide(model, flow, estimate),
                units,
                data.warnings(),
                Math.max(most.size(), least.size()) - segments.size()),
            estimate,
            blockers,
            Placements.of(flow, units));
    return data.catalog()
        .phones()
        .find(target.chip())
        .map(phone -> new TwinEvidence(data, target).lowered(made, judged, phone))
        .orElse(made);
  }

  /** Costs are published of Macs; those of their twins are taken to be off by the same factor. */
  private double slack(Target target) {
    return data.catalog().phones().find(target.chip()).isPresent() ? data.costs().factor() : 1;
  }

  @Override
  public List<Target> targets(String text) {
    return data.catalog().parse(text);
  }

  @Override
  public List<String> twins(String chip) {
    Phones phones = data.catalog().phones();
    return phones.find(chip).map(phone -> List.of(phone.twin())).orElse(phones.twinsOf(chip));
  }

  @Override
  public String ruleSetVersion() {
    return data.version();
  }

  private static List<Segment> segments(Flow flow, List<Cut> most, List<Cut> least) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < Math.min(most.size(), least.size()); i++) {
      Cut cut = least.get(i);
      if (cut.equals(most.get(i))) {
        Node first = cut.nodes().getFirst();
        SegmentKey key =
            new SegmentKey(i, extents(flow, cut.inputs()), extents(flow, cut.outputs()));
        segments.add(
            new Segment(
                key,
                first.stage(),
                first.function(),
                cut.nodes().size(),
                first.engine() == Engine.E5));
      }
    }
    return segments;
  }

  private static Map<String, Extent> extents(Flow flow, SequencedSet<String> names) {
    Map<String, Extent> extents = new LinkedHashMap<>();
    for (String name : names) {
      Flow.Label label = flow.labels().get(name);
      if (label == null) {
        extents.put(name.substring(name.indexOf('/') + 1), new Extent(List.of()));
      } else {
        extents.put(label.name(), label.extent());
      }
    }
    return extents;
  }
}
