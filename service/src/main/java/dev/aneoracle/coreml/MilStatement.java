package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operation of an ML Program in the making, as far as its fields have been read. */
final class MilStatement {

  String type = "";
  Optional<String> name = Optional.empty();
  Optional<MilConstant> value = Optional.empty();
  final List<Operation.Operand> operands = new ArrayList<>();
  final Map<String, Attribute> attributes = new HashMap<>();
  final List<Tensor> outputs = new ArrayList<>(1);
  final List<Wire> blocks = new ArrayList<>(0);

  /** Returns the operation; without a name of its own it has that of its first output. */
  Operation operation(int index, List<Graph> inner) {
    String called = name.orElse(outputs.isEmpty() ? "" : outputs.getFirst().name());
    return new Operation(index, called, type, operands, outputs, attributes, inner);
  }
}
