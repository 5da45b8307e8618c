package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilDataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of an ML Program's value (coremltools {@code mlmodel/format/MIL.proto}, ValueType): that
 * of a tensor, or of a state that holds one.
 */
record MilType(ElementType element, Shape shape) {

  static final MilType UNKNOWN = new MilType(ElementType.UNKNOWN, Shape.unknown());

  private static final int TENSOR_TYPE = 1;
  private static final int LAST_OTHER_TYPE = 4;
  private static final int STATE_TYPE = 5;

  /** Reads the field that the walk is at. */
  static MilType read(Wire field) throws CoreMlFormatException {
    MilType type = UNKNOWN;
    Wire fields = field.message();
    while (fields.next()) {
      int kind = fields.field();
      if (kind == TENSOR_TYPE) {
        type = tensor(fields.message());
      } else if (kind == STATE_TYPE) {
        type = state(fields.message());
      } else if (kind <= LAST_OTHER_TYPE) {
        type = UNKNOWN;
      }
    }
    return type;
  }

  private static MilType state(Wire state) throws CoreMlFormatException {
    MilType type = UNKNOWN;
    while (state.next()) {
      if (state.field() == 1) {
        type = read(state);
      }
    }
    return type;
  }

  private static MilType tensor(Wire tensor) throws CoreMlFormatException {
    ElementType element = ElementType.UNKNOWN;
    long rank = 0;
    boolean variadic = false;
    List<Long> sizes = new ArrayList<>();
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> element = element(MilDataType.forNumber((int) tensor.varint()));
        case 2 -> rank = tensor.varint();
        case 3 -> {
          @Nullable Long size = dimension(tensor.message());
          variadic |= size == null || sizes.size() > Sizes.HIGHEST_RANK;
          if (size != null && !variadic) {
            sizes.add(size);
          }
        }
        default -> {}
      }
    }
    if (variadic || rank != sizes.size()) {
      return new MilType(element, Shape.unknown());
    }
    return new MilType(element, Shape.of(sizes));
  }

  /** Returns the size, which may be unknown; null where any number of dimensions stands there. */
  private static @Nullable Long dimension(Wire dimension) throws CoreMlFormatException {
    @Nullable Long size = Shape.UNKNOWN_DIMENSION;
    while (dimension.next()) {
      switch (dimension.field()) {
        case 1 -> size = constant(dimension.message());
        case 2 -> size = isVariadic(dimension.message()) ? null : Shape.UNKNOWN_DIMENSION;
        default -> {}
      }
    }
    return size;
  }

  private static boolean isVariadic(Wire unknown) throws CoreMlFormatException {
    boolean variadic = false;
    while (unknown.next()) {
      if (unknown.field() == 1) {
        variadic = unknown.varint() != 0;
      }
    }
    return variadic;
  }

  private static long constant(Wire constant) throws CoreMlFormatException {
    long size = 0;
    while (constant.next()) {
      if (constant.field() == 1) {
        size = constant.varint();
      }
    }
    if (size < 0) {
      throw new CoreMlFormatException(
          "A tensor has a dimension of impossible size " + Long.toUnsignedString(size));
    }
    return size;
  }

  private static ElementType element(@Nullable MilDataType type) {
    return switch (type) {
      case null -> ElementType.UNKNOWN;
      case BOOL -> ElementType.BOOL;
      case STRING -> ElementType.STRING;
      case FLOAT16 -> ElementType.FLOAT16;
      case FLOAT32 -> ElementType.FLOAT32;
      case FLOAT64 -> ElementType.FLOAT64;
      case BFLOAT16 -> ElementType.BFLOAT16;
      case FLOAT8E4M3FN -> ElementType.FLOAT8E4M3FN;
      case FLOAT8E5M2 -> ElementType.FLOAT8E5M2;
      case INT4 -> ElementType.INT4;
      case INT8 -> ElementType.INT8;
      case INT16 -> ElementType.INT16;
      case INT32 -> ElementType.INT32;
      case INT64 -> ElementType.INT64;
      case UINT1 -> ElementType.UINT1;
      case UINT2 -> ElementType.UINT2;
      case UINT3 -> ElementType.UINT3;
      case UINT4 -> ElementType.UINT4;
      case UINT6 -> ElementType.UINT6;
      case UINT8 -> ElementType.UINT8;
      case UINT16 -> ElementType.UINT16;
      case UINT32 -> ElementType.UINT32;
      case UINT64 -> ElementType.UINT64;
      case UNUSED_TYPE, UNRECOGNIZED -> ElementType.UNKNOWN;
    };
  }
}
