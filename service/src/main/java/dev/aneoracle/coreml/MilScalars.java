package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilBools;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilDoubles;
import dev.aneoracle.coreml.spec.MilLongs;
import dev.aneoracle.coreml.spec.MilStrings;
import dev.aneoracle.coreml.spec.MilTensorValue;
import java.util.Locale;

/** Collects the elements of a constant that is written in text; of a large one it keeps none. */
final class MilScalars {

  private static final int LIMIT = 1024;

  private final MilDataType element;
  private final MilBools.Builder flags = MilBools.newBuilder();
  private final MilLongs.Builder numbers = MilLongs.newBuilder();
  private final MilDoubles.Builder decimals = MilDoubles.newBuilder();
  private final MilStrings.Builder texts = MilStrings.newBuilder();
  private int count;

  MilScalars(MilDataType element) {
    this.element = element;
  }

  /** Adds the element that the lexer is at. */
  void add(MilLexer lexer) throws CoreMlFormatException {
    if (++count > LIMIT) {
      return;
    }
    String text = lexer.text();
    try {
      switch (element) {
        case STRING -> texts.addValues(text);
        case BOOL -> flags.addValues(flag(text));
        case FLOAT16 -> decimals.addValues(Float.float16ToFloat(Float.floatToFloat16(f(text))));
        case FLOAT32 -> decimals.addValues(f(text));
        case FLOAT64, BFLOAT16, FLOAT8E4M3FN, FLOAT8E5M2 -> decimals.addValues(decimal(text));
        case UINT64 -> numbers.addValues(Long.parseUnsignedLong(text));
        case UNUSED_TYPE, UNRECOGNIZED -> {}
        default -> numbers.addValues(Long.decode(text));
      }
    } catch (NumberFormatException e) {
      throw lexer.unexpected("a value of type " + element);
    }
  }

  /** Returns the elements as the specification writes them, nothing where they are too many. */
  MilTensorValue value() {
    MilTensorValue.Builder value = MilTensorValue.newBuilder();
    if (count > LIMIT) {
      return value.build();
    }
    return switch (element) {
      case STRING -> value.setStrings(texts.build().toByteString()).build();
      case BOOL -> value.setBools(flags.build().toByteString()).build();
      case FLOAT16, FLOAT32, FLOAT64, BFLOAT16, FLOAT8E4M3FN, FLOAT8E5M2 ->
          value.setDoubles(decimals.build().toByteString()).build();
      case UNUSED_TYPE, UNRECOGNIZED -> value.build();
      default -> value.setLongInts(numbers.build().toByteString()).build();
    };
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new NumberFormatException(text);
    };
  }

  private static float f(String text) {
    return (float) decimal(text);
  }

  private static double decimal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return switch (lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower) {
      case "inf", "infinity" ->
          lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(lower);
    };
  }
}
