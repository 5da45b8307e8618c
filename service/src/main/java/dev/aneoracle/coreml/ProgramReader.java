package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an ML Program (coremltools {@code mlmodel/format/MIL.proto}, Program), where it lies. */
final class ProgramReader {

  private static final String MAIN = "main";

  private final Budget budget;
  private final MilVocabulary vocabulary;
  private final Set<String> weightFiles = new LinkedHashSet<>();

  ProgramReader(Budget budget) {
    this.budget = budget;
    this.vocabulary = new MilVocabulary(budget);
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
    MilBlockReader reader = new MilBlockReader(budget, vocabulary, weightFiles);
    List<Tensor> inputs = new ArrayList<>();
    List<Entry> blocks = new ArrayList<>();
    String opset = "";
    while (function.next()) {
      switch (function.field()) {
        case 1 -> inputs.add(reader.tensor(function.message()));
        case 2 -> opset = function.text();
        case 3 -> {
          budget.takeField();
          blocks.add(Entry.of(function.message(), "block of function \"" + name + "\""));
        }
        default -> {}
      }
    }
    for (Entry block : blocks) {
      if (block.key().equals(opset)) {
        return reader.read(block.value(), name, inputs);
      }
    }
    throw new CoreMlFormatException(
        "Function \"" + name + "\" has no block for its operation set \"" + opset + "\"");
  }

  /** An entry of a protobuf map: a name and a message. */
  private record Entry(String key, Wire value) {

    static Entry of(Wire entry, String what) throws CoreMlFormatException {
      String key = "";
      Optional<Wire> value = Optional.empty();
      while (entry.next()) {
        switch (entry.field()) {
          case 1 -> key = entry.text();
          case 2 -> value = Optional.of(entry.message());
          default -> {}
        }
      }
      return new Entry(
          key, value.orElseThrow(() -> new CoreMlFormatException("A " + what + " is empty")));
    }
  }
}
