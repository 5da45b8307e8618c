package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilArgument;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilInput;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the operations of one function into our own. Constants, compressed ones ({@code
 * constexpr_…}) among them, are no operations but operands of those that use them; names are unique
 * in a function, so nested blocks see the constants outside.
 */
final class MilBlockReader {

  private static final String CONST = "const";
  private static final int WEIGHT_FILES = 1_000;

  private final Budget budget;
  private final Map<String, MilConstant> constants = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> weightFiles;

  MilBlockReader(Budget budget, Set<String> weightFiles) {
    this.budget = budget;
    this.weightFiles = weightFiles;
  }

  /** Returns the operation, or nothing for a constant, which is kept for its users. */
  Optional<Operation> read(MilOperation operation, int index) throws CoreMlFormatException {
    budget.takeOperation();
    String type = operation.getType();
    checkType(type);
    if (type.equals(CONST)) {
      readConst(operation);
      return Optional.empty();
    }
    noteWeightFiles(operation);
    if (MilNames.isConstant(type)) {
      for (MilNamedValueType output : operation.getOutputsList()) {
        constants.put(
            output.getName(),
            new MilConstant(
                MilTypes.element(output.getType()),
                MilTypes.shape(output.getType()),
                Optional.empty()));
      }
      return Optional.empty();
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    List<Operation.Operand> operands = operands(operation, attributes);
    List<Graph> blocks = new ArrayList<>();
    for (MilBlock block : operation.getBlocksList()) {
      blocks.add(readNested(block, type));
    }
    List<Tensor> outputs = tensors(operation.getOutputsList());
    String name =
        textAttribute(operation).orElse(outputs.isEmpty() ? "" : outputs.getFirst().name());
    return Optional.of(
        new Operation(index, name, shared(type), operands, outputs, attributes, blocks));
  }

  List<Tensor> tensors(List<MilNamedValueType> values) throws CoreMlFormatException {
    List<Tensor> tensors = new ArrayList<>(values.size());
    for (MilNamedValueType value : values) {
      tensors.add(MilTypes.tensor(value, shared(value.getName())));
    }
    return tensors;
  }

  String shared(String name) {
    return names.computeIfAbsent(name, same -> same);
  }

  private Graph readNested(MilBlock block, String name) throws CoreMlFormatException {
    List<Tensor> inputs = tensors(block.getInputsList());
    List<Operation> operations = new ArrayList<>();
    for (MilOperation operation : block.getOperationsList()) {
      read(operation, operations.size()).ifPresent(operations::add);
    }
    return new Graph(
        name,
        Graph.Layout.EXACT,
        inputs,
        block.getOutputsList().stream().map(this::shared).toList(),
        operations);
  }

  private void readConst(MilOperation operation) throws CoreMlFormatException {
    if (operation.getOutputsCount() != 1) {
      throw new CoreMlFormatException(
          "A constant has " + operation.getOutputsCount() + " outputs instead of one");
    }
    noteWeightFiles(operation);
    MilNamedValueType output = operation.getOutputs(0);
    Optional<Attribute> value = Optional.empty();
    for (MilNamedValue attribute : operation.getAttributesList()) {
      if (attribute.getKey().equals("val")) {
        value = MilConstant.of(attribute.getValue()).value();
      }
    }
    constants.put(
        output.getName(),
        new MilConstant(
            MilTypes.element(output.getType()), MilTypes.shape(output.getType()), value));
  }

  private List<Operation.Operand> operands(
      MilOperation operation, Map<String, Attribute> attributes) throws CoreMlFormatException {
    List<Operation.Operand> operands = new ArrayList<>();
    for (MilInput input : operation.getInputsList()) {
      String parameter = shared(input.getKey());
      boolean single = input.getValue().getArgumentsCount() == 1;
      for (MilArgument.Binding binding : input.getValue().getArgumentsList()) {
        MilConstant constant =
            binding.hasValue()
                ? MilConstant.of(binding.getValue())
                : constants.get(binding.getName());
        if (constant == null) {
          operands.add(new Operation.Reference(parameter, shared(binding.getName())));
          continue;
        }
        operands.add(new Operation.Constant(parameter, constant.element(), constant.shape()));
        if (single) {
          constant.value().ifPresent(value -> attributes.put(parameter, value));
        }
      }
    }
    return operands;
  }

  private static Optional<String> textAttribute(MilOperation operation)
      throws CoreMlFormatException {
    for (MilNamedValue attribute : operation.getAttributesList()) {
      if (attribute.getKey().equals("name")
          && MilConstant.of(attribute.getValue()).value().orElse(null)
              instanceof Attribute.Text(String name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private void noteWeightFiles(MilOperation operation) {
    for (MilNamedValue attribute : operation.getAttributesList()) {
      noteWeightFile(attribute.getValue());
    }
    for (MilInput input : operation.getInputsList()) {
      for (MilArgument.Binding binding : input.getValue().getArgumentsList()) {
        noteWeightFile(binding.getValue());
      }
    }
  }

  private void noteWeightFile(MilValue value) {
    if (value.hasBlobFileValue() && weightFiles.size() < WEIGHT_FILES) {
      weightFiles.add(value.getBlobFileValue().getFileName());
    }
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
