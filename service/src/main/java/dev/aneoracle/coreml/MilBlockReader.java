package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the operations of one function where they lie. Constants, compressed ones ({@code
 * constexpr_…}) among them, are no operations but operands of those that use them; names are unique
 * in a function, so nested blocks see the constants outside.
 */
final class MilBlockReader {

  private static final String CONST = "const";
  private static final int WEIGHT_FILES = 1_000;

  private final Budget budget;
  private final MilVocabulary vocabulary;
  private final Map<String, MilConstant> constants = new HashMap<>();
  private final Set<String> weightFiles;

  MilBlockReader(Budget budget, MilVocabulary vocabulary, Set<String> weightFiles) {
    this.budget = budget;
    this.vocabulary = vocabulary;
    this.weightFiles = weightFiles;
  }

  /** Reads a block's operations and outputs. */
  Graph read(Wire block, String name, List<Tensor> inputs) throws CoreMlFormatException {
    List<String> outputs = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    while (block.next()) {
      switch (block.field()) {
        case 2 -> {
          budget.takeField();
          outputs.add(vocabulary.name(block));
        }
        case 3 -> read(block.message(), operations.size()).ifPresent(operations::add);
        default -> {}
      }
    }
    return new Graph(name, Graph.Layout.EXACT, inputs, outputs, operations);
  }

  /** Returns the operation, or nothing for a constant, which is kept for its users. */
  Optional<Operation> read(Wire operation, int index) throws CoreMlFormatException {
    budget.takeStatement();
    MilStatement statement = new MilStatement();
    while (operation.next()) {
      switch (operation.field()) {
        case 1 -> statement.type = vocabulary.name(operation);
        case 2 -> readInput(operation.message(), statement);
        case 3 -> statement.outputs.add(tensor(operation.message()));
        case 4 -> statement.blocks.add(operation.message());
        case 5 -> readAttribute(operation.message(), statement);
        default -> {}
      }
    }
    checkType(statement.type);
    if (MilNames.isConstant(statement.type)) {
      keep(statement);
      return Optional.empty();
    }
    budget.takeOperation();
    List<Graph> blocks = new ArrayList<>(statement.blocks.size());
    for (Wire block : statement.blocks) {
      budget.takeField();
      blocks.add(read(block, statement.type, inputs(block.again())));
    }
    return Optional.of(statement.operation(index, blocks));
  }

  private List<Tensor> inputs(Wire block) throws CoreMlFormatException {
    List<Tensor> inputs = new ArrayList<>();
    while (block.next()) {
      if (block.field() == 1) {
        inputs.add(tensor(block.message()));
      }
    }
    return inputs;
  }

  /** Reads a name with its type. */
  Tensor tensor(Wire namedType) throws CoreMlFormatException {
    budget.takeField();
    String name = "";
    MilType type = MilType.UNKNOWN;
    while (namedType.next()) {
      switch (namedType.field()) {
        case 1 -> name = vocabulary.name(namedType);
        case 2 -> type = vocabulary.type(namedType);
        default -> {}
      }
    }
    return new Tensor(name, type.element(), type.shape());
  }

  private void keep(MilStatement statement) throws CoreMlFormatException {
    if (!statement.type.equals(CONST)) {
      for (Tensor output : statement.outputs) {
        constants.put(output.name(), MilConstant.of(new MilType(output.element(), output.shape())));
      }
      return;
    }
    if (statement.outputs.size() != 1) {
      throw new CoreMlFormatException(
          "A constant has " + statement.outputs.size() + " outputs instead of one");
    }
    Tensor output = statement.outputs.getFirst();
    MilType type = new MilType(output.element(), output.shape());
    constants.put(
        output.name(), statement.value.map(value -> value.as(type)).orElse(MilConstant.of(type)));
  }

  private void readInput(Wire input, MilStatement statement) throws CoreMlFormatException {
    budget.takeField();
    String parameter = "";
    Optional<Wire> argument = Optional.empty();
    while (input.next()) {
      switch (input.field()) {
        case 1 -> parameter = vocabulary.name(input);
        case 2 -> argument = Optional.of(input.message());
        default -> {}
      }
    }
    if (argument.isPresent()) {
      readBindings(parameter, argument.get(), statement);
    }
  }

  private void readBindings(String parameter, Wire argument, MilStatement statement)
      throws CoreMlFormatException {
    int count = 0;
    Optional<Attribute> value = Optional.empty();
    while (argument.next()) {
      if (argument.field() == 1) {
        value = readBinding(parameter, argument.message(), statement);
        count++;
      }
    }
    if (count == 1) {
      value.ifPresent(only -> statement.attributes.put(parameter, only));
    }
  }

  /** Returns the value of a small constant. */
  private Optional<Attribute> readBinding(String parameter, Wire binding, MilStatement statement)
      throws CoreMlFormatException {
    budget.takeField();
    String name = "";
    Optional<MilConstant> constant = Optional.empty();
    while (binding.next()) {
      switch (binding.field()) {
        case 1 -> {
          name = vocabulary.name(binding);
          constant = Optional.ofNullable(constants.get(name));
        }
        case 2 -> constant = Optional.of(value(binding));
        default -> {}
      }
    }
    if (constant.isEmpty()) {
      statement.operands.add(new Operation.Reference(parameter, name));
      return Optional.empty();
    }
    statement.operands.add(
        new Operation.Constant(parameter, constant.get().element(), constant.get().shape()));
    return constant.get().value();
  }

  private void readAttribute(Wire attribute, MilStatement statement) throws CoreMlFormatException {
    budget.takeField();
    String key = "";
    Optional<MilConstant> value = Optional.empty();
    while (attribute.next()) {
      switch (attribute.field()) {
        case 1 -> key = vocabulary.name(attribute);
        case 2 -> value = Optional.of(value(attribute));
        default -> {}
      }
    }
    if (key.equals("val")) {
      statement.value = value;
    } else if (key.equals("name")
        && value.flatMap(MilConstant::value).orElse(null) instanceof Attribute.Text(String name)) {
      statement.name = Optional.of(name);
    }
  }

  private MilConstant value(Wire field) throws CoreMlFormatException {
    MilConstant constant = vocabulary.constant(field);
    if (!constant.weightFile().isEmpty() && weightFiles.size() < WEIGHT_FILES) {
      weightFiles.add(constant.weightFile());
    }
    return constant;
  }

  private static void checkType(String type) throws CoreMlFormatException {
    if (type.isEmpty() || !type.chars().allMatch(MilBlockReader::isTypeCharacter)) {
      throw new CoreMlFormatException("An operation has no readable type");
    }
  }

  private static boolean isTypeCharacter(int character) {
    return character == '_' || character == '.' || Character.isLetterOrDigit(character);
  }
}
