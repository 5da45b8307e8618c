package dev.aneoracle.placement;

import dev.aneoracle.coreml.Operation;
import java.util.Set;

/** Tells the operations whose value stands in the file. */
final class Constants {

  private static final Set<String> TYPES = Set.of("const", "loadConstant", "loadConstantND");

  private Constants() {}

  /** Returns whether the operation only hands out weights ({@code constexpr_…} decompress them). */
  static boolean isConstant(Operation operation) {
    return isConstant(operation.type());
  }

  static boolean isConstant(String type) {
    return TYPES.contains(type) || type.startsWith("constexpr_");
  }
}
