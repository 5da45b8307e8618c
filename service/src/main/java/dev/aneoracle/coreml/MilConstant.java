package dev.aneoracle.coreml;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.aneoracle.coreml.spec.MilBools;
import dev.aneoracle.coreml.spec.MilBytes;
import dev.aneoracle.coreml.spec.MilDoubles;
import dev.aneoracle.coreml.spec.MilFloats;
import dev.aneoracle.coreml.spec.MilLongs;
import dev.aneoracle.coreml.spec.MilStrings;
import dev.aneoracle.coreml.spec.MilTensorValue;
import dev.aneoracle.coreml.spec.MilValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A constant of an ML Program: its type, and its value where that is written in the specification
 * and small (coremltools {@code mlmodel/format/MIL.proto}, Value).
 */
record MilConstant(ElementType element, Shape shape, Optional<Attribute> value) {

  private static final int ELEMENTS = 1024;

  static MilConstant of(MilValue value) throws CoreMlFormatException {
    ElementType element = MilTypes.element(value.getType());
    Shape shape = MilTypes.shape(value.getType());
    if (!value.hasImmediateValue() || !value.getImmediateValue().hasTensor()) {
      return new MilConstant(element, shape, Optional.empty());
    }
    try {
      MilTensorValue tensor = value.getImmediateValue().getTensor();
      return new MilConstant(element, shape, attribute(tensor, element));
    } catch (InvalidProtocolBufferException e) {
      throw new CoreMlFormatException("A constant's value is damaged: " + e.getMessage(), e);
    }
  }

  private static Optional<Attribute> attribute(MilTensorValue tensor, ElementType element)
      throws InvalidProtocolBufferException {
    return switch (tensor.getValueCase()) {
      case FLOATS ->
          small(MilFloats.parseFrom(tensor.getFloats()).getValuesList())
              .map(values -> decimals(values));
      case DOUBLES ->
          small(MilDoubles.parseFrom(tensor.getDoubles()).getValuesList())
              .map(values -> decimals(values));
      case INTS ->
          small(MilLongs.parseFrom(tensor.getInts()).getValuesList()).map(Attribute.Numbers::new);
      case LONG_INTS ->
          small(MilLongs.parseFrom(tensor.getLongInts()).getValuesList())
              .map(Attribute.Numbers::new);
      case BOOLS ->
          small(MilBools.parseFrom(tensor.getBools()).getValuesList()).map(Attribute.Flags::new);
      case STRINGS -> text(MilStrings.parseFrom(tensor.getStrings()).getValuesList());
      case RAW -> packed(MilBytes.parseFrom(tensor.getRaw()).getValues(), element);
      case VALUE_NOT_SET -> Optional.empty();
    };
  }

  private static <T> Optional<List<T>> small(List<T> values) {
    return values.size() > ELEMENTS ? Optional.empty() : Optional.of(values);
  }

  private static Attribute decimals(List<? extends Number> values) {
    return new Attribute.Decimals(values.stream().map(Number::doubleValue).toList());
  }

  private static Optional<Attribute> text(List<String> values) {
    return values.size() == 1
        ? Optional.of(new Attribute.Text(values.getFirst()))
        : Optional.empty();
  }

  /** Types that protobuf has no field for lie as little-endian bytes. */
  private static Optional<Attribute> packed(ByteString bytes, ElementType element) {
    ByteBuffer values = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
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
