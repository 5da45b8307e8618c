package dev.aneoracle.placement;

import dev.aneoracle.placement.CostPlacement.Candidate;
import dev.aneoracle.placement.CostTable.Charges;
import dev.aneoracle.placement.ShortestPath.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the cost model makes of whole programs, between bounds.
 *
 * <p>The cheapest path costs no less where an operation costs more or a unit takes less, so that
 * its bounds lie at the ends of what is known. What a blocker saves grows with what the CPU costs
 * and shrinks with what the ANE costs, because the operations that join the ANE when it is ended
 * only add to those that are there: its bounds lie at the same two readings by which {@link
 * CostPlacement} places.
 */
final class ProgramTimes {

  private static final Range NOTHING = Range.of(0);

  private final Charges charges;
  private final boolean allowed;
  private final List<List<Candidate>> programs;

  private ProgramTimes(Charges charges, boolean allowed, List<List<Candidate>> programs) {
    this.charges = charges;
    this.allowed = allowed;
    this.programs = programs;
  }

  /** Returns the programs, empty where the cost model did not place all that runs. */
  static Optional<ProgramTimes> of(Flow flow, Optional<Charges> charges, boolean allowed) {
    List<List<Candidate>> programs = new ArrayList<>();
    int strand = -1;
    for (Node node : flow.nodes()) {
      Node.Choice choice = node.choice();
      if (choice == null) {
        if (node.standing() == Node.Standing.GONE) {
          continue;
        }
        return Optional.empty();
      }
      if (node.strand() != strand) {
        programs.add(new ArrayList<>());
        strand = node.strand();
      }
      programs.getLast().add(new Candidate(node, choice.ruling(), choice.estimate(), true));
    }
    return charges
        .filter(ignored -> !programs.isEmpty())
        .map(known -> new ProgramTimes(known, allowed, programs));
  }

  Charges charges() {
    return charges;
  }

  /** Returns the estimate, empty where the time of an operation is not known. */
  Optional<TimeEstimate> estimate() {
    Range cpu = sum(candidate -> candidate.estimate().cpu());
    Range on = sum(this::surelyOn);
    Range open = sum(this::open);
    if (!cpu.bounded() || !on.bounded() || !open.bounded()) {
      return Optional.empty();
    }
    return Optional.of(
        new TimeEstimate(
            allowed ? total() : cpu.bounds(),
            cpu.bounds(),
            share(on, on.plus(open), sum(this::surelyOff), sum(this::openOff))));
  }

  private Bounds total() {
    double least = 0;
    double most = 0;
    for (List<Candidate> program : programs) {
      least += cost(program, ProgramTimes::cheapest);
      most += cost(program, ProgramTimes::dearest);
    }
    return new Bounds(least, most);
  }

  private static Bounds share(Range on, Range onOrOpen, Range off, Range openOff) {
    double least = on.least() + off.most() + openOff.most();
    double most = onOrOpen.most() + off.least();
    return new Bounds(least == 0 ? 0 : on.least() / least, most == 0 ? 0 : onOrOpen.most() / most);
  }

  /** Returns the share of the operations' own time that some of them have on the CPU. */
  Optional<Bounds> share(Set<Integer> positions) {
    Range own = sum(node -> positions.contains(node.node().position()) ? cpu(node) : NOTHING);
    Range rest = sum(node -> positions.contains(node.node().position()) ? NOTHING : asPlaced(node));
    double least = own.least() + rest.most();
    double most = own.most() + rest.least();
    return own.bounded() && rest.bounded() && least > 0 && most > 0
        ? Optional.of(new Bounds(own.least() / least, own.most() / most))
        : Optional.empty();
  }

  /** Returns what the cheapest paths would cost less if the ANE took the operations. */
  Optional<Bounds> saves(Set<Integer> positions) {
    double least = saved(positions, Reading.AGAINST);
    double most = saved(positions, Reading.IN_FAVOUR);
    return Double.isFinite(least) && Double.isFinite(most)
        ? Optional.of(new Bounds(Math.max(0, least), Math.max(0, most)))
        : Optional.empty();
  }

  private double saved(Set<Integer> positions, Reading reading) {
    double saved = 0;
    for (List<Candidate> program : programs) {
      if (program.stream().anyMatch(one -> positions.contains(one.node().position()))) {
        saved +=
            cost(
                    program,
                    one ->
                        positions.contains(one.node().position())
                            ? new Step(Double.POSITIVE_INFINITY, reading.step(one).cpu())
                            : reading.other(one))
                - cost(
                    program,
                    one ->
                        positions.contains(one.node().position())
                            ? reading.step(one)
                            : reading.other(one));
      }
    }
    return saved;
  }

  /** How what is not known is read. */
  private enum Reading {
    IN_FAVOUR,
    AGAINST;

    /** Returns the costs of an operation that the ANE takes. */
    Step step(Candidate one) {
      Estimate known = one.estimate();
      return switch (this) {
        case IN_FAVOUR -> new Step(known.ane().least(), known.cpu().most());
        case AGAINST -> new Step(known.ane().most(), known.cpu().least());
      };
    }

    /** Returns the costs as the rules are; what is refused either way lies on the CPU. */
    Step other(Candidate one) {
      if (one.refused()) {
        return new Step(Double.POSITIVE_INFINITY, 0);
      }
      return switch (this) {
        case IN_FAVOUR -> one.inFavour();
        case AGAINST -> one.against();
      };
    }
  }

  private double cost(List<Candidate> program, Function<Candidate, Step> reading) {
    return ShortestPath.cost(program.stream().map(reading).toList(), charges);
  }

  private static Step cheapest(Candidate one) {
    return new Step(
        one.refused() ? Double.POSITIVE_INFINITY : one.estimate().ane().least(),
        one.estimate().cpu().least());
  }

  private static Step dearest(Candidate one) {
    return new Step(
        one.ruling().effect() == Effect.SUPPORTED
            ? one.estimate().ane().most()
            : Double.POSITIVE_INFINITY,
        one.estimate().cpu().most());
  }

  private Range sum(Function<Candidate, Range> part) {
    Range sum = NOTHING;
    for (List<Candidate> program : programs) {
      for (Candidate one : program) {
        sum = sum.plus(part.apply(one));
      }
    }
    return sum;
  }

  private static Range cpu(Candidate one) {
    return one.estimate().cpu();
  }

  private Range asPlaced(Candidate one) {
    return switch (standing(one)) {
      case ON -> one.estimate().ane();
      case OPEN ->
          new Range(
              Math.min(one.estimate().ane().least(), cpu(one).least()),
              Math.max(one.estimate().ane().most(), cpu(one).most()));
      case OUTSIDE, GONE -> cpu(one);
    };
  }

  private Range surelyOn(Candidate one) {
    return standing(one) == Node.Standing.ON ? one.estimate().ane() : NOTHING;
  }

  private Range open(Candidate one) {
    return standing(one) == Node.Standing.OPEN ? one.estimate().ane() : NOTHING;
  }

  private Range openOff(Candidate one) {
    return standing(one) == Node.Standing.OPEN ? cpu(one) : NOTHING;
  }

  private Range surelyOff(Candidate one) {
    return standing(one) == Node.Standing.OUTSIDE ? cpu(one) : NOTHING;
  }

  private Node.Standing standing(Candidate one) {
    Node.Choice choice = one.node().choice();
    return allowed && choice != null ? choice.standing() : Node.Standing.OUTSIDE;
  }
}
