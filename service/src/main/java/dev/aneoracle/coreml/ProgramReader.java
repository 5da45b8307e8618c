package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilOperation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an ML Program (coremltools {@code mlmodel/format/MIL.proto}, Program), one operation in
 * memory at a time.
 */
final class ProgramReader {

  private static final String MAIN = "main";

  private final Budget budget;
  private final Pruner pruner;
  private final Set<String> weightFiles = new LinkedHashSet<>();

  ProgramReader(Budget budget, Pruner pruner) {
    this.budget = budget;
    this.pruner = pruner;
  }

  /** Returns the weight files that the program named, after it has been read. */
  Set<String> weightFiles() {
    return weightFiles;
  }

  ModelBody.Program read(Wire program, String defaultFunction) throws CoreMlFormatException {
    List<Graph> functions = new ArrayList<>();
    while (program.next()) {
      if (program.field() == 2) {
        Entry entry = Entry.of(program.message(), "function");
        functions.add(readFunction(entry.value(), entry.key()));
      }
    }
    if (functions.isEmpty()) {
      throw new CoreMlFormatException("It has no function");
    }
    return new ModelBody.Program(functions, defaultFunction(functions, defaultFunction));
  }

  /** Returns the function that runs: the one wanted, else the main one, else the first. */
  static String defaultFunction(List<Graph> functions, String wanted) throws CoreMlFormatException {
    List<String> names = functions.stream().map(Graph::name).toList();
    if (names.contains(wanted)) {
      return wanted;
    }
    if (!wanted.isEmpty()) {
      throw new CoreMlFormatException("Its default function \"" + wanted + "\" is missing");
    }
    return names.contains(MAIN) ? MAIN : names.getFirst();
  }

  private Graph readFunction(Wire function, String name) throws CoreMlFormatException {
    budget.takeFunction();
    MilBlockReader reader = new MilBlockReader(budget, weightFiles);
    List<MilNamedValueType> inputs = new ArrayList<>();
    List<Entry> blocks = new ArrayList<>();
    String opset = "";
    while (function.next()) {
      switch (function.field()) {
        case 1 -> inputs.add(namedType(function.message()));
        case 2 -> opset = function.text(Pruner.TEXT_LIMIT);
        case 3 -> {
          budget.takeField(0);
          blocks.add(Entry.of(function.message(), "block of function \"" + name + "\""));
        }
        default -> {}
      }
    }
    for (Entry block : blocks) {
      if (block.key().equals(opset)) {
        return readBlock(block.value(), name, reader.tensors(inputs), reader);
      }
    }
    throw new CoreMlFormatException(
        "Function \"" + name + "\" has no block for its operation set \"" + opset + "\"");
  }

  private Graph readBlock(Wire block, String name, List<Tensor> inputs, MilBlockReader reader)
      throws CoreMlFormatException {
    List<String> outputs = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    while (block.next()) {
      switch (block.field()) {
        case 2 -> {
          budget.takeField(block.length());
          outputs.add(reader.shared(block.text(Pruner.TEXT_LIMIT)));
        }
        case 3 -> {
          MilOperation operation =
              pruner.parse(block.message(), MilOperation.getDescriptor(), MilOperation.parser());
          reader.read(operation, operations.size()).ifPresent(operations::add);
        }
        default -> {}
      }
    }
    return new Graph(name, Graph.Layout.EXACT, inputs, outputs, operations);
  }

  private MilNamedValueType namedType(Wire wire) throws CoreMlFormatException {
    return pruner.parse(wire, MilNamedValueType.getDescriptor(), MilNamedValueType.parser());
  }

  /** An entry of a protobuf map: a name and a message. */
  private record Entry(String key, Wire value) {

    static Entry of(Wire entry, String what) throws CoreMlFormatException {
      String key = "";
      Optional<Wire> value = Optional.empty();
      while (entry.next()) {
        switch (entry.field()) {
          case 1 -> key = entry.text(Pruner.TEXT_LIMIT);
          case 2 -> value = Optional.of(entry.message());
          default -> {}
        }
      }
      return new Entry(
          key, value.orElseThrow(() -> new CoreMlFormatException("A " + what + " is empty")));
    }
  }
}
