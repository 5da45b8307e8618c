package dev.aneoracle.placement;

import dev.aneoracle.coreml.Operation;
import dev.aneoracle.placement.MeasuredVerdict.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the operations behind the programs that ran: those between what one reads and makes. */
final class AneWork {

  private final Wiring wiring;
  private final Map<Wiring.Strand, Set<Integer>> inside = new HashMap<>();
  private boolean known = true;

  private AneWork(Wiring wiring) {
    this.wiring = wiring;
  }

  static AneWork of(MeasuredFlow flow) {
    AneWork work = new AneWork(flow.wiring());
    work.known =
        flow.wiring().strands().stream().noneMatch(one -> one.neural() && one.graph() == null);
    for (Placed placed : flow.programs()) {
      if (!placed.certain()) {
        work.known = false;
        continue;
      }
      Wiring.Strand strand = placed.only().orElseThrow();
      Optional<Set<Integer>> operations = between(placed.segment(), strand, flow.wiring());
      operations.ifPresentOrElse(
          found -> work.inside.computeIfAbsent(strand, _ -> new HashSet<>()).addAll(found),
          () -> work.known = false);
    }
    return work;
  }

  /** Returns the operations of one program, none where its inputs do not bound them. */
  static Optional<Set<Integer>> between(
      MeasuredSegment segment, Wiring.Strand strand, Wiring wiring) {
    GraphIndex graph = strand.graph();
    boolean named = segment.makes().stream().allMatch(name -> strand.find(name).isPresent());
    if (graph == null || !named) {
      return Optional.empty();
    }
    Set<String> stops = new HashSet<>();
    Set<String> roots = new HashSet<>();
    for (String name : segment.reads()) {
      strand
          .find(name)
          .ifPresent(own -> {
            stops.add(own);
            roots.add(wiring.follow(strand.qualified(own), Set.of()));
          });
    }
    Set<Integer> found = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    segment.makes().forEach(name -> strand.find(name).ifPresent(open::add));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!seen.add(name) || stops.contains(name)) {
        continue;
      }
      Optional<Operation> producer = graph.producer(name);
      if (producer.isEmpty()) {
        String root = wiring.follow(strand.qualified(name), Set.of());
        boolean state = segment.states().stream().anyMatch(name::equals);
        if (!roots.contains(root) && !state) {
          return Optional.empty();
        }
      } else if (!Constants.isConstant(producer.get())) {
        found.add(producer.get().index());
        open.addAll(GraphIndex.reads(producer.get()));
      }
    }
    return Optional.of(found);
  }

  /** Returns each operation that runs, and whether it ran on the ANE; empty where not known. */
  Map<Place, Boolean> places() {
    Map<Place, Boolean> places = new HashMap<>();
    if (known) {
      for (Wiring.Strand strand : wiring.strands()) {
        for (Operation operation : running(strand)) {
          places.put(new Place(strand.stage(), operation.index()), on(strand, operation));
        }
      }
    }
    return places;
  }

  Shares shares() {
    if (!known) {
      return new Shares(null, null);
    }
    long all = 0;
    long on = 0;
    Long flops = 0L;
    Long flopsOn = 0L;
    for (Wiring.Strand strand : wiring.strands()) {
      for (Operation operation : running(strand)) {
        boolean there = on(strand, operation);
        all++;
        on += there ? 1 : 0;
        Long work = Flops.of(new OperationView(operation, graph(strand)));
        flops = sum(flops, work);
        flopsOn = there ? sum(flopsOn, work) : flopsOn;
      }
    }
    return new Shares(
        all == 0 ? null : (double) on / all,
        flops == null || flopsOn == null || flops == 0 ? null : (double) flopsOn / flops);
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null || other == null ? null : Long.valueOf(one + other);
  }

  private boolean on(Wiring.Strand strand, Operation operation) {
    return inside.getOrDefault(strand, Set.of()).contains(operation.index());
  }

  private static GraphIndex graph(Wiring.Strand strand) {
    return java.util.Objects.requireNonNull(strand.graph());
  }

  private static List<Operation> running(Wiring.Strand strand) {
    GraphIndex index = strand.graph();
    if (index == null) {
      return List.of();
    }
    return index.graph().operations().stream()
        .filter(operation -> !Constants.isConstant(operation))
        .filter(operation -> !strand.boundary().contains(operation.index()))
        .toList();
  }
}
