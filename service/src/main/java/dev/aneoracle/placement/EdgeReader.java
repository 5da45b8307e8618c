package dev.aneoracle.placement;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.coreml.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a graph only passes on at its edges, its constants, its states and its label. */
final class EdgeReader {

  private static final Set<ElementType> FLOATS = Set.of(ElementType.FLOAT16, ElementType.FLOAT32);
  private static final Set<String> RESHAPES =
      Set.of("reshape", "reshapeStatic", "rankPreservingReshape");
  private static final String LABELLING = "classify";

  private final GraphIndex index;
  private final int strand;
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, String> updates = new HashMap<>();
  private final Set<Integer> boundary = new HashSet<>();
  private final Set<String> casts = new HashSet<>();
  private final Set<String> constants = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> reads = new HashSet<>();
  private final Set<String> madeByLabelling = new HashSet<>();
  private final Set<String> readByLabelling = new HashSet<>();

  EdgeReader(GraphIndex index, int strand) {
    this.index = index;
    this.strand = strand;
  }

  void read() {
    Set<String> atInput = new HashSet<>();
    index.graph().inputs().forEach(input -> atInput.add(input.name()));
    names.addAll(atInput);
    for (Operation operation : index.graph().operations()) {
      List<String> outputs = operation.outputs().stream().map(Tensor::name).toList();
      names.addAll(outputs);
      reads.addAll(GraphIndex.reads(operation));
      if (Constants.isConstant(operation)) {
        outputs.forEach(name -> constants.add(qualified(name)));
      } else if (operation.type().equals(LABELLING)) {
        madeByLabelling.addAll(outputs);
        new OperationView(operation, index)
            .runtimeInputs()
            .forEach(input -> readByLabelling.add(input.name()));
      } else if (operation.type().equals("coreml_update_state")) {
        update(operation, outputs);
      } else {
        repeated(operation)
            .filter(atInput::contains)
            .ifPresent(original -> {
              alias(operation, original);
              atInput.addAll(outputs);
            });
      }
    }
    index.graph().outputs().forEach(this::followBack);
    readByLabelling.forEach(this::followBack);
  }

  private void followBack(String output) {
    String name = output;
    Set<String> seen = new HashSet<>();
    while (seen.add(name)) {
      Optional<Operation> producer = index.producer(name);
      Optional<String> original = producer.flatMap(this::repeated);
      if (original.isEmpty()) {
        return;
      }
      alias(producer.get(), original.get());
      name = original.get();
    }
  }

  private void alias(Operation operation, String original) {
    for (Tensor output : operation.outputs()) {
      if (!output.name().equals(original)) {
        aliases.put(qualified(output.name()), qualified(original));
        casts.add(qualified(output.name()));
      }
    }
    boundary.add(operation.index());
  }

  /** The value that was written is what a later reader of the state gets. */
  private void update(Operation operation, List<String> outputs) {
    OperationView view = new OperationView(operation, index);
    Optional<String> state = view.operand("state").flatMap(EdgeReader::name);
    Optional<String> value = view.operand("value").flatMap(EdgeReader::name);
    if (state.isPresent() && value.isPresent()) {
      updates.put(state.get(), qualified(value.get()));
      outputs.stream()
          .filter(name -> !name.equals(value.get()))
          .forEach(name -> aliases.put(qualified(name), qualified(value.get())));
      boundary.add(operation.index());
    }
  }

  private static Optional<String> name(Operation.Operand operand) {
    return operand instanceof Reference reference
        ? Optional.of(reference.name())
        : Optional.empty();
  }

  /** Returns the one value that the operation passes on as it is, empty where it does more. */
  private Optional<String> repeated(Operation operation) {
    List<Tensor> inputs = new OperationView(operation, index).runtimeInputs();
    if (inputs.size() != 1 || operation.outputs().size() != 1) {
      return Optional.empty();
    }
    Tensor input = inputs.getFirst();
    Tensor output = operation.outputs().getFirst();
    boolean repeats =
        switch (operation.type()) {
          case "identity", "read_state" -> true;
          case "cast" -> FLOATS.contains(input.element()) && FLOATS.contains(output.element());
          default -> RESHAPES.contains(operation.type()) && same(input.shape(), output.shape());
        };
    return repeats ? Optional.of(input.name()) : Optional.empty();
  }

  private static boolean same(Shape one, Shape other) {
    return one.fullyKnown() && one.equals(other);
  }

  private String qualified(String name) {
    return Wiring.Strand.qualified(strand, name);
  }

  Map<String, String> aliases() {
    return aliases;
  }

  /** Returns what is written to each state, by the graph's name of the state. */
  Map<String, String> updates() {
    return updates;
  }

  Set<Integer> boundary() {
    return boundary;
  }

  Set<String> casts() {
    return casts;
  }

  Set<String> constants() {
    return constants;
  }

  Set<String> names() {
    return names;
  }

  Set<String> reads() {
    return reads;
  }

  Set<String> madeByLabelling() {
    return madeByLabelling;
  }

  Set<String> readByLabelling() {
    return readByLabelling;
  }
}
