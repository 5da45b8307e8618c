package dev.aneoracle.coreml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The elements of a small constant (coremltools {@code mlmodel/format/MIL.proto}, TensorValue). */
final class MilPayload {

  private static final int ELEMENTS = 1024;
  private static final int VALUES = 1;

  private MilPayload() {}

  /** Reads the choice of element type that the walk is at. */
  static Optional<Attribute> read(Wire tensor, ElementType element) throws CoreMlFormatException {
    return switch (tensor.field()) {
      case 1 ->
          series(tensor.message(), Wire.FIXED32)
              .decimals(bits -> (double) Float.intBitsToFloat((int) bits));
      case 2, 5 -> series(tensor.message(), Wire.VARINT).numbers();
      case 3 -> series(tensor.message(), Wire.VARINT).flags();
      case 4 -> text(tensor.message());
      case 6 -> series(tensor.message(), Wire.FIXED64).decimals(Double::longBitsToDouble);
      case 7 -> packed(tensor.message(), element);
      default -> Optional.empty();
    };
  }

  private static NumberSeries series(Wire values, int wireType) throws CoreMlFormatException {
    NumberSeries series = new NumberSeries(wireType, ELEMENTS);
    while (values.next()) {
      if (values.field() == VALUES) {
        values.numbers(series);
      }
    }
    return series;
  }

  private static Optional<Attribute> text(Wire values) throws CoreMlFormatException {
    Optional<Attribute> only = Optional.empty();
    int count = 0;
    while (values.next()) {
      if (values.field() == VALUES) {
        only = Optional.of(new Attribute.Text(values.text()));
        count++;
      }
    }
    return count == 1 ? only : Optional.empty();
  }

  /** Types that protobuf has no field for lie as little-endian bytes. */
  private static Optional<Attribute> packed(Wire values, ElementType element)
      throws CoreMlFormatException {
    byte[] bytes = new byte[0];
    while (values.next()) {
      if (values.field() == VALUES && values.is(Wire.LENGTH_DELIMITED)) {
        bytes = new byte[values.length()];
        values.copyValue(bytes);
      }
    }
    return packed(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), element);
  }

  private static Optional<Attribute> packed(ByteBuffer values, ElementType element) {
    int width = element.bits() / 8;
    if (width == 0 || values.remaining() % width != 0 || values.remaining() / width > ELEMENTS) {
      return Optional.empty();
    }
    List<Double> decimals = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    while (values.hasRemaining()) {
      switch (element) {
        case FLOAT16 -> decimals.add((double) Float.float16ToFloat(values.getShort()));
        case INT8 -> numbers.add((long) values.get());
        case UINT8 -> numbers.add((long) Byte.toUnsignedInt(values.get()));
        case INT16 -> numbers.add((long) values.getShort());
        case UINT16 -> numbers.add((long) Short.toUnsignedInt(values.getShort()));
        case INT32 -> numbers.add((long) values.getInt());
        case UINT32 -> numbers.add(Integer.toUnsignedLong(values.getInt()));
        case INT64 -> numbers.add(values.getLong());
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        decimals.isEmpty() ? new Attribute.Numbers(numbers) : new Attribute.Decimals(decimals));
  }
}
