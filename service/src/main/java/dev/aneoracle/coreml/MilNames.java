package dev.aneoracle.coreml;

/** Names of operations, as programs and {@code metadata.json} write them. */
final class MilNames {

  private MilNames() {}

  /**
   * Returns the type that a histogram's name stands for: {@code Ios16.reduceArgmax} is {@code
   * reduce_argmax}.
   */
  static String operationType(String histogramName) {
    String name = histogramName.substring(histogramName.lastIndexOf('.') + 1);
    StringBuilder type = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean upper = character >= 'A' && character <= 'Z';
      if (upper && i > 0) {
        type.append('_');
      }
      type.append(upper ? (char) (character - 'A' + 'a') : character);
    }
    return type.toString();
  }

  /** Returns whether the type is one of those that Model counts among the operands. */
  static boolean isConstant(String type) {
    return type.equals("const") || type.startsWith("constexpr_");
  }
}
